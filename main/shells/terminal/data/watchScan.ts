import type { JobResult } from '../../../../shared/contract/jobs'
import type { ScanListeners, SupervisedScan } from '../../../studio/datasets/superviseScan'
import { listenForInterrupts, statusOf } from '../interrupts'
import { type Output, printProblem, problemOf } from '../output'
import { createStatusLine } from '../statusLine'
import { tellScan } from './scanStory'

/**
 * Shows how a scan goes and gives its result; `undefined` if the person stopped it, which is told and gives the status that a shell expects.
 */
export async function watchScan<R extends JobResult>(
  output: Output,
  start: (listeners: ScanListeners) => SupervisedScan<R>,
): Promise<R | undefined> {
  const status = createStatusLine()
  const scan = start({
    onEvent: tellScan(output, status),
    onRestart: ({ details }) => {
      status.clear()
      printProblem(output, 'warning', {
        ...details,
        remedy: 'a picture may have done that; the scan goes on without it',
      })
    },
    ...(output.isDebug && { onText: output.say }),
  })
  const interrupts = listenForInterrupts(() => scan.stop())
  try {
    return await scan.ended
  } catch (error) {
    if (!interrupts.signal) throw error
    process.exitCode = statusOf(interrupts.signal)
    output.answer({ error: problemOf(error) })
    status.say('stopped; what was looked at is kept')
    return undefined
  } finally {
    status.clear()
    interrupts.close()
  }
}
