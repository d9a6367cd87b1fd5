import { JobCommand, type JobEvent, type JobEventOf, jobProtocol } from '../../../shared/contract/jobs'
import type { JobPort } from '../jobPort'
import { type Door, openDoor } from './door'

/**
 * A port that a later studio can take over: once the job of a run is told to outlive its studio it opens a door, and from then on speaks to whoever
 * is there, the studio that started it or those that came since. "Gone" means that nobody is.
 */
export function reattachable(port: JobPort): JobPort {
  const told = new Told()
  let runFolder: string | undefined
  let door: Promise<Door> | undefined
  let isStarterGone = false
  let hear = (_message: unknown) => {}
  let leave = () => {}

  const listen = (message: unknown) => {
    const parsed = JobCommand.safeParse(message)
    if (parsed.success && parsed.data.command === 'start' && parsed.data.task.task === 'train')
      runFolder = parsed.data.task.runFolder
    if (parsed.success && parsed.data.command === 'outlive' && parsed.data.outlive && runFolder !== undefined)
      door ??= open(runFolder)
    hear(message)
  }
  const open = (folder: string): Promise<Door> => {
    const opening = openDoor({
      runFolder: folder,
      greet: () => told.all(),
      onMessage: listen,
      onDeserted: () => {
        if (isStarterGone) leave()
      },
    })
    opening.catch((error: Error) =>
      port.post({
        event: 'warning',
        problem: {
          code: 'no-door',
          message: `the run will not be found again once the studio is gone: ${error.message}`,
          remedy: 'keep the studio open, or stop the run and resume it later',
        },
      }),
    )
    return opening
  }

  port.onGone(() => {
    isStarterGone = true
    // What is written to a studio that is gone is lost; it must not end the job.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
    void attended(door).then((isAttended) => {
      if (!isAttended) leave()
    })
  })
  port.onMessage(listen)
  return {
    post(event) {
      told.add(event)
      port.post(event)
      door?.then(
        (opened) => opened.post(event),
        () => undefined,
      )
    },
    onMessage(listener) {
      hear = listener
    },
    onGone(listener) {
      leave = listener
    },
    async flush() {
      await port.flush()
      await door?.then(
        (opened) => opened.close(),
        () => undefined,
      )
    },
  }
}

const attended = async (door: Promise<Door> | undefined): Promise<boolean> =>
  (await door?.catch(() => undefined))?.isAttended ?? false

/** What of all that was posted a studio has to know that comes later. */
class Told {
  private started: JobEventOf<'started'> | undefined
  private pause: JobEventOf<'paused'> | undefined
  private step = 0

  add(event: JobEvent): void {
    if (event.event === 'started') {
      this.started = event
      this.step = event.step
    }
    if (event.event === 'steps') this.step = event.steps[event.steps.length - 1]?.step ?? this.step
    if (event.event === 'paused') this.pause = event
    if (event.event === 'continued') this.pause = undefined
  }

  all(): JobEvent[] {
    return [
      { event: 'ready', protocol: jobProtocol, process: process.pid },
      // To whoever comes now the run goes on from here.
      ...(this.started ? [{ ...this.started, step: this.step }] : []),
      ...(this.pause ? [this.pause] : []),
    ]
  }
}
