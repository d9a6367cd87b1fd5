import { blockFromSelection, unpackBlock } from '../blocks'
import type { InnerLayer } from '../blocks/block'
import { type LayerId, mostRepeats } from '../layerSpec'
import type { Network } from '../network'
import { freeVariant, takenIds } from './freeId'
import { editGraph, fault, graphOf, layerOf, mapLayers, type Scope, topScope } from './scope'

/** Layers at the top as one block, which stands in their place. Throws a Problem where they do not make one. */
export function groupLayers(
  network: Network,
  ids: readonly LayerId[],
  wished = 'block',
): { readonly network: Network; readonly id: LayerId } {
  const name = freeVariant(new Set(Object.keys(network.blocks ?? {})), wished)
  const taken = takenIds(graphOf(network))
  const id = freeVariant(taken, wished)
  const grouped = blockFromSelection(network, ids, { id, name })
  const inside = new Set(ids)
  const { frames } = network
  if (!frames) return { network: grouped, id }
  // A frame around some of them is one around the block.
  const moved = frames.map((frame) => ({
    ...frame,
    layers: [...new Set(frame.layers.map((layer) => (inside.has(layer) ? id : layer)))],
  }))
  return { network: { ...grouped, frames: moved }, id }
}

/** A block at the top as the layers of which it is made, under the ids that they have anyway. */
export function ungroupBlock(network: Network, id: LayerId): { readonly network: Network; readonly ids: LayerId[] } {
  const before = new Set(network.layers.map((layer) => layer.id))
  const layer = layerOf(graphOf(network), id)
  if (layer.bypassed)
    throw fault('bypassed-block', 'is left out, so it has no layers to show', 'take it in again first', id)
  const unpacked = unpackBlock(network, id)
  const ids = unpacked.layers.map((each) => each.id).filter((each) => !before.has(each))
  const { frames } = network
  if (!frames) return { network: unpacked, ids }
  const moved = frames.map((frame) => ({
    ...frame,
    layers: frame.layers.flatMap((each) => (each === id ? ids : [each])),
  }))
  return { network: { ...unpacked, frames: moved }, ids }
}

/** How often a block stands in a row. Once: its layers' ids have no number. */
export function repeatBlock(network: Network, id: LayerId, times: number, scope: Scope = topScope): Network {
  if (!Number.isInteger(times) || times < 1 || times > mostRepeats)
    throw fault('wrong-setting', `a block cannot stand ${times} times`, `repeat it 1 to ${mostRepeats} times`, id)
  return editGraph(network, scope, (graph) => {
    if (layerOf(graph, id).block === undefined)
      throw fault('no-block', 'is no block, and only blocks are repeated', 'make it a block first', id)
    return mapLayers(graph, (layer): InnerLayer => {
      if (layer.id !== id || layer.repeat === times) return layer
      const { repeat: _, ...rest } = layer
      return times === 1 ? rest : { ...rest, repeat: times }
    })
  })
}
