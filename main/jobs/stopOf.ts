import { Problem } from '../../shared/problem'
import type { JobContext } from './jobContext'

/** Aborted with a Problem when the studio says stop, or is gone. */
export function stopOf(context: JobContext, code: string, what: string): AbortSignal {
  const stopped = new AbortController()
  const stop = () => stopped.abort(new Problem({ code, message: `${what} was stopped`, remedy: 'start it again' }))
  context.onCommand(({ command }) => {
    if (command === 'stop') stop()
  })
  context.onGone(stop)
  return stopped.signal
}
