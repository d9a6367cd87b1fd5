import type { Inference } from './infer'
import type { LayerId } from './layerSpec'

/** The layers on which the output of one of `ends` depends, those themselves too. */
export function leadingTo(
  { order, specs }: Pick<Inference, 'order' | 'specs'>,
  ends: Iterable<LayerId>,
): ReadonlySet<LayerId> {
  const found = new Set(ends)
  for (let k = order.length - 1; k >= 0; k--) {
    const id = order[k] as LayerId
    if (found.has(id)) for (const source of specs.get(id)?.inputs ?? []) found.add(source)
  }
  return found
}

/**
 * The layers whose multiply-adds a network is said to have: those that inference runs, and auxiliary classifiers that are marked as
 * `counted`. Without an output, all.
 */
export function countedLayers(inference: Inference): ReadonlySet<LayerId> {
  const { output, auxiliary, order } = inference
  if (output === undefined) return new Set(order)
  return leadingTo(inference, [output, ...auxiliary.filter(({ counted }) => counted).map(({ layer }) => layer)])
}
