import { Problem } from '../../../shared/problem'
import type { JobContext } from '../jobContext'

/**
 * A context whose `signal` is aborted by a stop: what comes before a run's first step, such as packing its pictures, ends then. Once
 * there are steps, a stop is the loop's to see.
 */
export function abortOnStop(context: JobContext): { readonly context: JobContext; readonly signal: AbortSignal } {
  const stopping = new AbortController()
  return {
    signal: stopping.signal,
    context: {
      ...context,
      onCommand: (listener) =>
        context.onCommand((command) => {
          if (command.command === 'stop') stopping.abort(stoppedEarly())
          listener(command)
        }),
    },
  }
}

const stoppedEarly = (): Problem =>
  new Problem({
    code: 'stopped',
    message: 'the run was stopped before its next step',
    remedy: 'start it again',
  })
