import { Session } from '../../../main/engine/session'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import type { TensorData } from '../../../shared/tensorData'
import { compileTraining } from '../../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../../shared/training/configuration'
import { randomWeights } from '../randomWeights'

/**
 * Weights as of a network that has learned: drawn, and the statistics of its batch norms those of the pictures, so that values neither fade
 * nor grow with depth and every layer counts in the logits. Three steps at rate zero, with averages that weigh all batches alike.
 */
export async function calibratedWeights(
  network: Network,
  classes: number,
  pictures: { readonly pixels: Uint8Array; readonly count: number },
): Promise<Map<string, TensorData>> {
  const inference = inferNetwork(network)
  const weights = randomWeights(inference.layers.values())
  if (![...inference.layers.values()].some(({ definition }) => definition.type === 'batch-norm')) return weights
  const averaging = inferNetwork({ layers: [...inference.specs.values()].map(averagingAll), name: 'calibration' })
  const program = compileTraining({
    network: averaging,
    classes,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ optimizer: { name: 'sgd' }, learningRate: 1e-9 }),
  })
  const session = await Session.open(program)
  try {
    const state = new Map(session.readState())
    for (const [name, value] of weights) if (state.has(name)) state.set(name, value)
    session.writeState(state)
    for (let step = 0; step < 3; step++) {
      const images = batchOf(pictures, step * batch)
      const labels = Int32Array.from({ length: batch }, (_, k) => k % classes)
      const knobs = program.knobs.length > 0 ? { knobs: Float32Array.from(program.knobs, () => 0) } : {}
      session.call('train', { images, labels, rate: 0, ...knobs })
    }
    for (const [name, value] of session.readState())
      if (/\/moving-(mean|variance)$/.test(name) && weights.has(name)) weights.set(name, value)
    return weights
  } finally {
    session.close()
  }
}

/** As of a network that has learned: its logits are of this size. */
const largestLogit = 10

/**
 * Makes the last layer's weights smaller where logits are beyond 10. Drawn weights of deep residual networks give some hundred, and
 * rounding grows with them.
 */
export async function withLogitsOfOrder(
  network: Network,
  weights: Map<string, TensorData>,
  run: () => Promise<Float32Array>,
): Promise<void> {
  const largest = (await run()).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest <= largestLogit) return
  const last = [...inferNetwork(network).layers.values()].filter((layer) => layer.weights.length > 0).at(-1)
  for (const { name } of last?.weights ?? []) {
    const key = `${last?.spec.id}/${name}`
    const { data, ...one } = weights.get(key) as TensorData
    weights.set(key, { ...one, data: Float32Array.from(data, (value) => (value * largestLogit) / largest) })
  }
}

/** Pictures in one step of calibration. */
const batch = 20

/** From the `from`th picture on; of fewer than that, some again. */
function batchOf({ pixels, count }: { readonly pixels: Uint8Array; readonly count: number }, from: number): Uint8Array {
  const each = pixels.length / count
  const images = new Uint8Array(batch * each)
  for (let k = 0; k < batch; k++) {
    const at = ((from + k) % count) * each
    images.set(pixels.subarray(at, at + each), k * each)
  }
  return images
}

function averagingAll(spec: Network['layers'][number]): Network['layers'][number] {
  return spec.type === 'batch-norm' ? { ...spec, config: { ...spec.config, momentum: null } } : spec
}
