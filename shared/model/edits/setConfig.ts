import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { editGraph, mapLayers, type Scope, topScope } from './scope'

/**
 * One setting of some layers (of a block: one parameter). `undefined` takes it out, so that its default or what is inferred holds
 * again. The value is not judged: a wrong one is a state that inference tells of.
 */
export function setConfig(
  network: Network,
  ids: Iterable<LayerId>,
  { key, value }: { readonly key: string; readonly value: unknown },
  scope: Scope = topScope,
): Network {
  const chosen = new Set(ids)
  return editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      if (!chosen.has(layer.id)) return layer
      const has = Object.hasOwn(layer.config, key)
      if (value === undefined ? !has : has && JSON.stringify(layer.config[key]) === JSON.stringify(value)) return layer
      const { [key]: _, ...rest } = layer.config
      return { ...layer, config: value === undefined ? rest : { ...layer.config, [key]: value } }
    }),
  )
}

/** Whether the weights of some layers stay as they are while others train. */
export function freezeLayers(
  network: Network,
  ids: Iterable<LayerId>,
  isFrozen: boolean,
  scope: Scope = topScope,
): Network {
  const chosen = new Set(ids)
  return editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      if (!chosen.has(layer.id) || (layer.frozen ?? false) === isFrozen) return layer
      const { frozen: _, ...rest } = layer
      return isFrozen ? { ...rest, frozen: true } : rest
    }),
  )
}
