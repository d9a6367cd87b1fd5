import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { editGraph, fault, mapLayers, type Scope, topScope } from './scope'

/** Whether the edit would put the chosen layers back: all of them are bypassed. */
export const areBypassed = (layers: readonly { readonly bypassed?: boolean | undefined }[]): boolean =>
  layers.length > 0 && layers.every(({ bypassed }) => bypassed)

/** Leaves layers out, wires kept, or takes them in again. Throws a Problem for a layer that takes nothing. */
export function bypassLayers(
  network: Network,
  ids: Iterable<LayerId>,
  isBypassed: boolean,
  scope: Scope = topScope,
): Network {
  const chosen = new Set(ids)
  return editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      if (!chosen.has(layer.id) || (layer.bypassed ?? false) === isBypassed) return layer
      if (isBypassed && layer.inputs.length === 0)
        throw fault('bypassed-source', 'takes nothing, so there is nothing to pass on', 'remove it instead', layer.id)
      const { bypassed: _, ...rest } = layer
      return isBypassed ? { ...rest, bypassed: true } : rest
    }),
  )
}
