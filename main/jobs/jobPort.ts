import type { JobEvent } from '../../shared/contract/jobs'

/** The way to whoever started this process. */
export interface JobPort {
  post(event: JobEvent): void
  onMessage(listener: (message: unknown) => void): void
  /** The other side is gone: nobody hears what is posted from now on. */
  onGone(listener: () => void): void
  /** Returns when everything posted has left; then the process may exit. */
  flush(): Promise<void>
}

/** For a child process of Node (`child_process.fork`). Throws if nobody forked this process. */
export function forkPort(): JobPort {
  if (!process.send) throw new Error('a job process is started by the studio, not by hand')
  const send = process.send.bind(process) as (message: object, sent: (error: Error | null) => void) => boolean
  let unsent = 0
  let whenSent: (() => void) | undefined
  return {
    post(event) {
      if (!process.connected) return
      unsent++
      // An error here means that the other side has just gone; `onGone` tells.
      send(event, () => {
        unsent--
        if (unsent === 0) whenSent?.()
      })
    },
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.once('disconnect', listener),
    flush: () =>
      new Promise((resolve) => {
        if (unsent === 0 || !process.connected) resolve()
        else {
          whenSent = resolve
          process.once('disconnect', () => resolve())
        }
      }),
  }
}
