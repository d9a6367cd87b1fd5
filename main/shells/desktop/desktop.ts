import path from 'node:path'
import { app, type BrowserWindow, dialog, MessageChannelMain } from 'electron'
import { z } from 'zod'
import { channels } from '../../../shared/contract/desktopBridge'
import { directPorts } from '../../../shared/contract/studio/core/directPorts'
import { connect, type StudioClient, studioServices } from '../../../shared/contract/studio/index'
import { addressOf } from '../../../shared/contract/windowPlace'
import type { StudioHost } from '../../studio/host/createHost'
import { Awake, tellEnd } from './attention'
import { askWhatBecomes } from './closing'
import { workspace } from './desktopHost'
import { listen } from './ipc'
import { setMenu } from './menu'
import { servePlaces } from './places'
import { followTraining, type TrainingNow } from './trainingNow'
import { openWindow } from './window'
import { windowPort } from './windowPort'
import { desktopWords } from './words'

/** The program as a whole: one studio, at most one window, and what both mean for the system around them. */
export class Desktop {
  private readonly host: Promise<StudioHost>
  private window: BrowserWindow | undefined
  private readonly awake = new Awake()
  private training: TrainingNow = { runs: 0, progress: 0 }
  /** Nothing is asked any more. */
  private isLeaving = false

  constructor(host: Promise<StudioHost>) {
    this.host = host
  }

  /** Answers windows from now on. */
  async begin(): Promise<void> {
    listen(channels.connect, z.undefined(), async (_, sender) => {
      const host = await this.host
      if (sender.isDestroyed()) return
      const { port1, port2 } = new MessageChannelMain()
      host.serve(windowPort(port1))
      sender.postMessage(channels.port, null, [port2])
    })
    const { grants, serve, settings } = await this.host
    servePlaces(
      (place) => grants.grant(place),
      () => desktopWords(settings),
    )
    const [own, theirs] = directPorts()
    serve(theirs)
    const { client } = connect(own, studioServices)
    void this.follow(client)
    await this.renewMenu(client)
    app.on('browser-window-focus', () => void this.renewMenu(client))
    settings.changes.listen(() => void this.renewMenu(client))
  }

  /** Shows the window, a new one if there is none; at a project if one is named. */
  async show(project?: string): Promise<void> {
    const place = await this.addressFor(project)
    if (!this.window) {
      const window = await openWindow(workspace(), place ?? '#/')
      this.window = window
      window.on('close', (event) => this.onClose(event))
      window.once('closed', () => {
        this.window = undefined
        this.leaveIfIdle()
      })
      return
    }
    if (this.window.isMinimized()) this.window.restore()
    this.window.show()
    this.window.focus()
    if (place !== undefined) await this.window.loadURL(`${this.window.webContents.getURL().split('#')[0]}${place}`)
  }

  /** Ends the program, with a checkpoint of each run, without a question. */
  async leave(): Promise<void> {
    if (this.isLeaving) return
    this.isLeaving = true
    const host = await this.host
    await host.close()
    app.exit(0)
  }

  get isOnItsWayOut(): boolean {
    return this.isLeaving
  }

  /** Asks first if something trains. */
  async askAndLeave(): Promise<void> {
    const farewell = await this.farewell()
    if (farewell === 'stop') await this.leave()
    else if (farewell === 'continue') this.window?.destroy()
  }

  private async addressFor(project: string | undefined): Promise<string | undefined> {
    if (project === undefined) return undefined
    const folder = path.resolve(project)
    const host = await this.host
    host.grants.grant(folder)
    return addressOf({ page: 'train', folder, run: undefined })
  }

  private async farewell() {
    const { trainings, settings } = await this.host
    const runs = trainings.busy().filter(({ summary }) => summary.state !== 'queued').length
    return runs === 0 ? 'stop' : askWhatBecomes(runs, settings, this.window)
  }

  private onClose(event: Electron.Event): void {
    if (this.isLeaving || this.training.runs === 0) return
    event.preventDefault()
    void this.askAndLeave()
  }

  /** Without a window and without a run the program is over, except on macOS, where it waits in the dock. */
  private leaveIfIdle(): void {
    if (!this.window && this.training.runs === 0 && process.platform !== 'darwin') void this.leave()
  }

  private async follow(studio: StudioClient): Promise<void> {
    const { settings } = await this.host
    await followTraining(
      studio,
      (training) => {
        const hasEnded = this.training.runs > 0 && training.runs === 0
        this.training = training
        this.awake.stayWhile(training.runs > 0)
        this.window?.setProgressBar(training.runs > 0 ? training.progress : -1)
        if (hasEnded) this.leaveIfIdle()
      },
      (job) => {
        if (settings.values.notifyWhenRunEnds && !this.window?.isFocused())
          tellEnd(job, desktopWords(settings), () => void this.show(job.projectFolder))
      },
    )
  }

  private async renewMenu(studio: StudioClient): Promise<void> {
    const recent = (await studio.projects.recent({})).filter(({ isThere }) => isThere)
    const { settings } = await this.host
    setMenu({
      window: () => this.window,
      recent,
      openProject: (folder) => void this.show(folder),
      words: desktopWords(settings),
    })
  }
}

/** What keeps the studio from opening, for a person. */
export function tellWhyNot(error: Error & { details?: { remedy?: string | undefined } }): void {
  dialog.showErrorBox('Layerloom cannot start', [error.message, error.details?.remedy].filter(Boolean).join('\n\n'))
}
