import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { editGraph, mapLayers, type Scope, topScope } from './scope'

/** What is written about a layer; empty: nothing any more. */
export function setNotes(network: Network, id: LayerId, notes: string, scope: Scope = topScope): Network {
  const written = notes.trim()
  return editGraph(network, scope, (graph) =>
    mapLayers(graph, (layer) => {
      if (layer.id !== id || (layer.notes ?? '') === written) return layer
      const { notes: _, ...rest } = layer
      return written === '' ? rest : { ...rest, notes: written }
    }),
  )
}
