import type { Inference } from '../../model/infer'
import type { LayerId } from '../../model/network'
import type { FineTuning } from './fineTuning'
import { headLayers } from './headLayers'
import { layersOf } from './layerPattern'

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
