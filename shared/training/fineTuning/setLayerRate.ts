import type { Inference } from '../../model/infer'
import type { LayerId } from '../../model/network'
import { FineTuning } from './fineTuning'
import { layersAt, namesOf } from './layersAt'
import { rateFactors } from './rateFactors'

/**
 * The factor of the learning rate of chosen layers and blocks, as a rule of their own that goes before all others; `undefined` takes such
 * a rule away. The same object where nothing changes.
 */
export function setLayerRate(
  inference: Inference,
  tuning: FineTuning | undefined,
  keys: readonly LayerId[],
  factor: number | undefined,
): FineTuning | undefined {
  const names = namesOf(inference, new Set(keys.flatMap((key) => layersAt(inference, key))))
  const own = new Set([...names, ...keys])
  const others = (tuning?.rates ?? []).flatMap(({ layers, factor: theirs }) => {
    const left = layers.filter((name) => !own.has(name))
    return left.length > 0 ? [{ layers: left, factor: theirs }] : []
  })
  const rates = factor === undefined || names.length === 0 ? others : [...others, { layers: names, factor }]
  if (JSON.stringify(rates) === JSON.stringify(tuning?.rates ?? [])) return tuning
  return { ...(tuning ?? FineTuning.parse({})), rates }
}

/** What multiplies the rate of a layer or block: one number, or `mixed`; 1 where no rule speaks of it, or a rule is broken. */
export function layerRateOf(inference: Inference, tuning: FineTuning | undefined, key: LayerId): number | 'mixed' {
  let factors: ReadonlyMap<LayerId, number>
  try {
    factors = rateFactors(tuning, [...inference.layers.keys()])
  } catch {
    // A misspelt name is told where the training's settings are, and refused when it begins.
    return 1
  }
  const found = new Set(layersAt(inference, key).map((id) => factors.get(id) ?? 1))
  const [first = 1] = found
  return found.size > 1 ? 'mixed' : first
}
