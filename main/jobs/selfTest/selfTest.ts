import { performance } from 'node:perf_hooks'
import type { SelfTestResult, SelfTestTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { Session } from '../../engine/session'
import type { JobContext } from '../jobContext'
import { startEngine } from '../startEngine'
import { smallBatch, smallProgram } from './smallTraining'

/** Trains three steps on pictures that are dark or bright, and sees the loss fall. */
export async function selfTest(task: SelfTestTask, context: JobContext): Promise<SelfTestResult> {
  const begin = performance.now()
  const engine = startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const loaded = performance.now()
  const session = await Session.open(smallProgram())
  const opened = performance.now()
  try {
    const batch = smallBatch()
    const losses = [1, 2, 3].map(() => session.call('train', batch).loss as number)
    const [first, , third] = losses as [number, number, number]
    if (!(third < first))
      throw new Problem({
        code: 'self-test-failed',
        message: `TensorFlow ${engine.tensorflow} runs, but three training steps took the loss from ${first} to ${third}`,
        remedy: 'set the engine up again; if that does not help, report it with the output of "doctor"',
      })
    return {
      task: 'self-test',
      ...engine,
      node: process.versions.node,
      threads: task.engine.intraOpThreads,
      losses,
      seconds: {
        load: (loaded - begin) / 1000,
        open: (opened - loaded) / 1000,
        steps: (performance.now() - opened) / 1000,
      },
    }
  } finally {
    session.close()
  }
}
