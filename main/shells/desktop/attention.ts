import { Notification, powerSaveBlocker } from 'electron'
import type { EndedJob } from '../../../shared/contract/studio/jobs'
import type { DesktopWords } from './words'

/** Keeps the machine awake while something trains: its screen may sleep, it may not. */
export class Awake {
  private blocker: number | undefined

  stayWhile(isTraining: boolean): void {
    if (isTraining) this.blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.blocker !== undefined) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = undefined
    }
  }
}

/** A notice of the system that a run has ended, for a person who looks elsewhere. */
export function tellEnd({ subject, problem, end }: EndedJob, words: DesktopWords, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const title = problem ? words.failed(subject) : end === 'stopped' ? words.stopped(subject) : words.trained(subject)
  const notification = new Notification({ title, body: problem?.message ?? '' })
  notification.on('click', onClick)
  notification.show()
}
