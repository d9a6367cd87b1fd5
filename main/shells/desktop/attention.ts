import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron'
import type { EndedJob } from '../../../shared/contract/studio/jobs'

/** Keeps the machine awake while something trains: its screen may sleep, it may not. */
export class Awake {
  private blocker: number | undefined

  while(isTraining: boolean): void {
    if (isTraining && this.blocker === undefined) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (isTraining || this.blocker === undefined) return
    powerSaveBlocker.stop(this.blocker)
    this.blocker = undefined
  }

  get isOn(): boolean {
    return this.blocker !== undefined && powerSaveBlocker.isStarted(this.blocker)
  }
}

/** How far it is, on the window's icon in the task bar; `undefined` takes the bar away. */
export const showProgress = (window: BrowserWindow, progress: number | undefined): void =>
  window.setProgressBar(progress ?? -1)

/** A notice of the system that a run has ended, for a person who looks elsewhere. */
export function tellEnd({ subject, problem, end }: EndedJob, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({
    title: problem ? `${subject}: training failed` : end === 'stopped' ? `${subject}: stopped` : `${subject}: trained`,
    body: problem?.message ?? '',
  })
  notification.on('click', onClick)
  notification.show()
}
