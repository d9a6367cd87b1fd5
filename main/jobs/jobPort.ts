import { flushAnswer, flushRequest } from '../../shared/contract/jobFlush'
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

/** What Electron puts on the `process` of a utility process. */
export interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

/** Absent in a plain child process. */
export const parentPort = (): ParentPort | undefined =>
  (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort

/**
 * For a utility process of Electron. Nobody is told that the other side is gone: Chromium ends the process in that moment, so a run loses what
 * came after its last checkpoint.
 */
export function utilityPort(port: ParentPort): JobPort {
  return {
    post: (event) => port.postMessage(event),
    onMessage: (listener) =>
      void port.on('message', ({ data }) => {
        if (data !== flushAnswer) listener(data)
      }),
    onGone: () => undefined,
    flush: () =>
      new Promise((resolve) => {
        port.on('message', ({ data }) => {
          if (data === flushAnswer) resolve()
        })
        port.postMessage(flushRequest)
      }),
  }
}
