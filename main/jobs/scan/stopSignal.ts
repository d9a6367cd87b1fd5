import { Problem } from '../../../shared/problem'
import type { JobContext } from '../jobContext'

/** Aborted with a Problem `scan-stopped` when the studio says stop, or is gone. */
export function stopSignal(context: JobContext): AbortSignal {
  const stopped = new AbortController()
  const stop = () =>
    stopped.abort(
      new Problem({
        code: 'scan-stopped',
        message: 'the scan was stopped',
        remedy: 'start it again: what it has looked at is kept',
      }),
    )
  context.onCommand(({ command }) => {
    if (command === 'stop') stop()
  })
  context.onGone(stop)
  return stopped.signal
}
