import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { rounded } from './addLayer'
import { editGraph, mapLayers, type Scope, topScope } from './scope'

/** Where layers stand on the canvas, in pixels of its own. */
export function moveLayers(
  network: Network,
  places: ReadonlyMap<LayerId, readonly [number, number]>,
  scope: Scope = topScope,
): Network {
  return editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      const place = places.get(layer.id)
      if (!place) return layer
      const position = rounded(place)
      const isThere = layer.position?.[0] === position[0] && layer.position[1] === position[1]
      return isThere ? layer : { ...layer, position }
    }),
  )
}

/** Leaves it to the canvas again where the layers of a scope stand. */
export const forgetPlaces = (network: Network, scope: Scope = topScope): Network =>
  editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      if (!layer.position) return layer
      const { position: _, ...rest } = layer
      return rest
    }),
  )
