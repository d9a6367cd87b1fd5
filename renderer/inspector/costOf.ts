import { elementCount, type Shape } from '../../shared/graph/shape'
import type { Inference, InferredLayer } from '../../shared/model/infer'
import type { ChosenLayer } from './editedLayer'

/** What a layer, or all layers of a block, give and cost. */
export interface ChosenCost {
  readonly from: Shape | undefined
  readonly shape: Shape | undefined
  /** As tables of networks count: moving averages in, counters not. */
  readonly parameters: number
  /** Multiply-adds of one picture. */
  readonly macs: number
  /** Layers behind it. */
  readonly layers: number
}

/** The layers of the expanded network that a chosen one stands for: itself, or those inside a block and all its repetitions. */
export function layersOf({ layers, parts }: Inference, { key }: ChosenLayer): readonly InferredLayer[] {
  const own = layers.get(key)
  if (own) return [own]
  const part = parts.find(({ id }) => id === key)
  const inside = part ? new Set(part.layers) : undefined
  return [...layers].flatMap(([id, layer]) => ((inside ? inside.has(id) : id.startsWith(`${key}.`)) ? [layer] : []))
}

export const parametersOf = ({ weights }: InferredLayer): number =>
  weights.reduce((sum, { shape, role }) => sum + (role === 'batch-count' ? 0 : elementCount(shape)), 0)

export function costOf(inference: Inference, chosen: ChosenLayer): ChosenCost {
  const layers = layersOf(inference, chosen)
  const [first] = layers
  const part = inference.parts.find(({ id }) => id === chosen.key)
  const last = part ? inference.layers.get(part.output) : layers.at(-1)
  return {
    from: first?.inputs[0],
    shape: last?.shape,
    parameters: layers.reduce((sum, layer) => sum + parametersOf(layer), 0),
    macs: layers.reduce((sum, { macs }) => sum + macs, 0),
    layers: layers.length,
  }
}

/** How the number of parameters comes about: "3·3·16·24 + 24". Empty where there is nothing to add up. */
export const parameterSum = ({ weights }: InferredLayer): string =>
  weights
    .filter(({ role }) => role !== 'batch-count')
    .map(({ shape }) => shape.join('·'))
    .join(' + ')
