import { elementCount, type Shape } from '../graph/shape'
import type { WeightSpec } from '../layers/layer'
import type { Inference } from './infer'
import { countedLayers } from './leadingTo'
import type { LayerId, Network } from './network'
import { receptiveFields } from './receptiveField'

/** A number for both axes, or [height, width] where they differ. */
export type PerAxis = number | readonly [height: number, width: number]

export interface LayerSummary {
  readonly id: LayerId
  readonly type: string
  /** Without the batch; absent where a problem stands at or before the layer. */
  readonly outputShape?: Shape
  /** Moving averages counted in, counters not. */
  readonly parameters: number
  readonly macs: number
  readonly receptiveField?: { readonly size: PerAxis; readonly jump: PerAxis }
}

/**
 * What `inspect` prints. `macs` are multiply-adds of convolutions and matrix products for one picture, in all without auxiliary
 * classifiers (unless the network says that they count).
 */
export interface NetworkSummary {
  readonly network?: string
  readonly inputShape?: Shape
  readonly outputShape?: Shape
  /** `frozen`: what would learn if its layer were not frozen; moving averages are neither. */
  readonly parameters: { readonly total: number; readonly trainable: number; readonly frozen: number }
  readonly macs: number
  readonly layers: readonly LayerSummary[]
}

/** How many numbers of a layer are learned or gathered; a count of batches is bookkeeping (PyTorch's tables leave it out too). */
const counted = (weights: readonly WeightSpec[]): number =>
  weights.reduce((sum, { shape, role }) => sum + (role === 'batch-count' ? 0 : elementCount(shape)), 0)

export function summarizeNetwork(network: Network, inference: Inference): NetworkSummary {
  const fields = receptiveFields(inference)
  const isCounted = countedLayers(inference)
  let [total, trainable, frozen, macs] = [0, 0, 0, 0]
  const layers = inference.order.map((id): LayerSummary => {
    const layer = inference.layers.get(id)
    const weights = layer?.weights ?? []
    const field = fields.get(id)
    const parameters = counted(weights)
    total += parameters
    const learned = counted(weights.filter((weight) => weight.trainable))
    if (layer?.spec.frozen) frozen += learned
    else trainable += learned
    if (isCounted.has(id)) macs += layer?.macs ?? 0
    return {
      id,
      type: inference.specs.get(id)?.type as string,
      ...(layer?.shape && { outputShape: layer.shape }),
      parameters,
      macs: layer?.macs ?? 0,
      ...(field && { receptiveField: { size: perAxis(field.size), jump: perAxis(field.jump) } }),
    }
  })
  const shapeOf = (id: LayerId | undefined) => (id === undefined ? undefined : inference.layers.get(id)?.shape)
  const [inputShape, outputShape] = [shapeOf(inference.input), shapeOf(inference.output)]
  return {
    ...(network.name !== undefined && { network: network.name }),
    ...(inputShape && { inputShape }),
    ...(outputShape && { outputShape }),
    parameters: { total, trainable, frozen },
    macs,
    layers,
  }
}

export const perAxis = (pair: readonly [number, number]): PerAxis => (pair[0] === pair[1] ? pair[0] : pair)
