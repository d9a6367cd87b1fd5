import type { LayerId } from '../../model/network'
import type { FineTuning } from './fineTuning'
import { layersOf } from './layerPattern'

/** What multiplies the learning rate of each layer that has a rule; the others have 1. Throws a Problem for a name that no layer has. */
export function rateFactors(tuning: FineTuning | undefined, ids: readonly LayerId[]): ReadonlyMap<LayerId, number> {
  const factors = new Map<LayerId, number>()
  for (const [k, { layers, factor }] of (tuning?.rates ?? []).entries())
    for (const pattern of layers)
      for (const id of layersOf(pattern, ids, `training.fineTuning.rates[${k}]`)) factors.set(id, factor)
  return factors
}
