import { performance } from 'node:perf_hooks'
import type { SelfTestResult, SelfTestTask } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import { Network } from '../../../shared/model/network'
import { Problem } from '../../../shared/problem'
import { compileTraining } from '../../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../../shared/training/configuration'
import { Session } from '../../engine/session'
import type { JobContext } from '../jobContext'
import { startEngine } from '../startEngine'

const classes = 2
const size = 8

/** Every part of the path once: convolution, batch norm, pooling, dense, Adam. */
const network = Network.parse({
  layers: [
    { id: 'input', type: 'input', config: { shape: [size, size, 1] } },
    { id: 'conv', type: 'conv2d', inputs: ['input'], config: { filters: 4, kernel: 3 } },
    { id: 'norm', type: 'batch-norm', inputs: ['conv'] },
    { id: 'relu', type: 'activation', inputs: ['norm'] },
    { id: 'pool', type: 'max-pool', inputs: ['relu'] },
    { id: 'flatten', type: 'flatten', inputs: ['pool'] },
    { id: 'dense', type: 'dense', inputs: ['flatten'], config: { units: classes } },
  ],
})

/** Trains three steps on pictures that are dark or bright, and sees the loss fall. */
export async function selfTest(task: SelfTestTask, context: JobContext): Promise<SelfTestResult> {
  const begin = performance.now()
  const engine = startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const loaded = performance.now()
  const program = compileTraining({
    network: inferNetwork(network),
    classes,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ learningRate: 0.01 }),
  })
  const session = await Session.open(program)
  const opened = performance.now()
  try {
    const labels = Int32Array.from({ length: 16 }, (_, k) => k % classes)
    const images = Uint8Array.from(
      { length: labels.length * size * size },
      (_, k) => (labels[Math.floor(k / (size * size))] === 0 ? 40 : 200) + ((k * 7919) % 31),
    )
    const losses = [1, 2, 3].map(() => session.call('train', { images, labels, rate: 0.01 }).loss as number)
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
