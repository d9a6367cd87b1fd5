import { elementCount } from '../../shared/graph/shape'
import type { LayerFamily } from '../../shared/layers/layer'
import type { Inference } from '../../shared/model/infer'
import { countedLayers } from '../../shared/model/leadingTo'
import type { LayerId } from '../../shared/model/network'

/** How a total is shared between families of layers, the largest share first. */
export interface Shares {
  readonly total: number
  readonly families: readonly { readonly family: LayerFamily; readonly part: number }[]
}

/** Parameters and multiply-adds of a network as its tables count them, by family. */
export function familyCosts(inference: Inference): { readonly parameters: Shares; readonly macs: Shares } {
  const counted = countedLayers(inference)
  const parameters = new Map<LayerFamily, number>()
  const macs = new Map<LayerFamily, number>()
  const add = (to: Map<LayerFamily, number>, family: LayerFamily, count: number) =>
    to.set(family, (to.get(family) ?? 0) + count)
  for (const [id, { definition, weights, macs: cost }] of inference.layers) {
    for (const { shape, role } of weights)
      if (role !== 'batch-count') add(parameters, definition.family, elementCount(shape))
    if (counted.has(id)) add(macs, definition.family, cost)
  }
  return { parameters: sharesOf(parameters), macs: sharesOf(macs) }
}

/** Of those that would learn, how many are in frozen layers. */
export function frozenParameters({ layers }: Inference, frozen: ReadonlySet<LayerId>): number {
  let count = 0
  for (const [id, { weights }] of layers)
    if (frozen.has(id)) for (const { shape, trainable } of weights) if (trainable) count += elementCount(shape)
  return count
}

function sharesOf(counts: ReadonlyMap<LayerFamily, number>): Shares {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const families = [...counts]
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([family, count]) => ({ family, part: count / total }))
  return { total, families }
}
