import type { Inference } from '../../model/infer'
import type { LayerId } from '../../model/network'
import { Problem } from '../../problem'
import type { FineTuning } from './fineTuning'
import { headLayers } from './headLayers'
import { layersOf } from './layerPattern'

/** What a person froze or let go while a run went, by the ids of layers: it goes before what the training planned. */
export interface FrozenByHand {
  readonly frozen: readonly LayerId[]
  readonly learning: readonly LayerId[]
}

/**
 * The layers that are frozen in an epoch (`epoch`: how many were completed before it): what the spec and `freeze` say, without what was
 * unfrozen by then. Throws a Problem for a name that no layer has, in whatever epoch.
 */
export function frozenLayers(network: Inference, tuning: FineTuning | undefined, epoch: number): ReadonlySet<LayerId> {
  const ids = [...network.layers.keys()]
  const frozen = new Set(ids.filter((id) => network.layers.get(id)?.spec.frozen))
  if (!tuning) return frozen
  if (tuning.freeze === 'all-but-head') {
    const head = headLayers(network)
    for (const id of ids) if (!head.has(id)) frozen.add(id)
  } else
    for (const [k, pattern] of tuning.freeze.entries())
      for (const id of layersOf(pattern, ids, `training.fineTuning.freeze[${k}]`)) frozen.add(id)
  for (const [k, unfreezing] of tuning.unfreeze.entries())
    for (const pattern of unfreezing.layers)
      for (const id of layersOf(pattern, ids, `training.fineTuning.unfreeze[${k}]`))
        if (epoch >= unfreezing.epoch - 1) frozen.delete(id)
  return frozen
}

/** The network with exactly these layers frozen. */
export function withFrozen(network: Inference, frozen: ReadonlySet<LayerId>): Inference {
  const layers = new Map(
    [...network.layers].map(([id, layer]) => [id, { ...layer, spec: { ...layer.spec, frozen: frozen.has(id) } }]),
  )
  return { ...network, layers }
}

/** The layers that are frozen when training begins. A name that no layer has freezes nothing here, for a network may be half-built; training refuses it. */
export function frozenAtStart(network: Inference, tuning: FineTuning | undefined): ReadonlySet<LayerId> {
  try {
    return frozenLayers(network, tuning, 0)
  } catch (error) {
    if (error instanceof Problem) return frozenLayers(network, undefined, 0)
    throw error
  }
}

/** The same with what was frozen or let go by hand. */
export function withHand(planned: ReadonlySet<LayerId>, byHand: FrozenByHand | undefined): ReadonlySet<LayerId> {
  if (!byHand) return planned
  const frozen = new Set([...planned, ...byHand.frozen])
  for (const id of byHand.learning) frozen.delete(id)
  return frozen
}

/** What is frozen by hand once these layers are frozen or let go too. */
export function freezeByHand(
  before: FrozenByHand | undefined,
  ids: readonly LayerId[],
  isFrozen: boolean,
): { frozen: LayerId[]; learning: LayerId[] } {
  const chosen = new Set(ids)
  const others = (known: readonly LayerId[] = []) => known.filter((id) => !chosen.has(id))
  const [frozen, learning] = [others(before?.frozen), others(before?.learning)]
  return isFrozen ? { frozen: [...frozen, ...ids], learning } : { frozen, learning: [...learning, ...ids] }
}
