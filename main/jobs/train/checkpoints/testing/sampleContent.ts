import type { TrainingProgress } from '../../../../../shared/records/checkpoint'
import { Preprocessing } from '../../../../../shared/records/preprocessing'
import type { TensorData } from '../../../../../shared/tensorData'
import { randomFrom } from '../../../../disk/testing/randomFrom'

/** What a run could be at some step: all of it follows from the step, so a test knows what must come back. */
export function sampleContent(step: number): {
  progress: TrainingProgress
  weights: Map<string, TensorData>
  slots: Map<string, TensorData>
} {
  const random = randomFrom(step)
  // Any bits at all: NaNs with payloads, infinities and -0 among them.
  const words = (count: number) => Uint32Array.from({ length: count }, () => random(2 ** 32))
  const tensor = (shape: number[]): TensorData => ({
    dtype: 'float32',
    shape,
    data: new Float32Array(words(shape.reduce((product, size) => product * size, 1)).buffer),
  })
  const weights = new Map([
    ['conv/kernel', tensor([3, 3, 2, 4])],
    ['conv/bias', tensor([4])],
    ['norm/moving-mean', { dtype: 'float32', shape: [3], data: Float32Array.of(-0, Number.NaN, 1e-45) } as TensorData],
  ])
  const slots = new Map<string, TensorData>([
    ['conv/kernel/velocity', tensor([3, 3, 2, 4])],
    ['step', { dtype: 'int32', shape: [], data: Int32Array.of(step) }],
  ])
  const progress: TrainingProgress = {
    step,
    epoch: Math.floor(step / 40),
    batchInEpoch: step % 40,
    seed: 0,
    epochSums: { loss: step * 0.1, images: (step % 40) * 100 },
    optimizer: 'momentum',
    elapsedSeconds: step / 7,
    dataHash: '0'.repeat(64),
    classes: ['0', '1'],
    preprocessing: Preprocessing.parse({}),
    versions: { layerloom: '0.1.0', tfjs: '4.22.0', tensorflow: '2.21.0', node: '20.20.2' },
    device: 'cpu',
    engine: { intraOpThreads: 2, interOpThreads: 2, oneDnn: true, device: 'cpu' },
  }
  return { progress, weights, slots }
}

/** Everything of it as text, each bit counted: for comparison. */
export function fingerprint(content: {
  readonly progress: object
  readonly weights: ReadonlyMap<string, TensorData>
  readonly slots: ReadonlyMap<string, TensorData>
}): string {
  const tensors = (map: ReadonlyMap<string, TensorData>) =>
    [...map].map(([name, { dtype, shape, data }]) => [
      name,
      dtype,
      shape,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
    ])
  return JSON.stringify([content.progress, tensors(content.weights), tensors(content.slots)])
}
