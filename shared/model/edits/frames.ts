import type { LayerFrame, LayerId } from '../layerSpec'
import type { Network } from '../network'
import { freeId, takenIds } from './freeId'
import { editGraph, fault, type LayerGraph, type Scope, topScope } from './scope'

/** A labelled box around some layers. A layer stands in one frame at most: it leaves the one that it was in. */
export function frameLayers(
  network: Network,
  ids: readonly LayerId[],
  label: string,
  scope: Scope = topScope,
): { readonly network: Network; readonly id: LayerId } {
  let id = ''
  const chosen = new Set(ids)
  const framed = editGraph(network, scope, (graph) => {
    const layers = graph.layers.map((layer) => layer.id).filter((layer) => chosen.has(layer))
    if (layers.length === 0) throw fault('empty-selection', 'no layer is chosen', 'choose what the frame is to hold')
    id = freeId(takenIds(graph), 'frame')
    const others = (graph.frames ?? []).map((frame) => ({
      ...frame,
      layers: frame.layers.filter((layer) => !chosen.has(layer)),
    }))
    return { ...graph, frames: [...others, { id, label, layers }] }
  })
  return { network: framed, id }
}

export const labelFrame = (network: Network, id: LayerId, label: string, scope: Scope = topScope): Network =>
  editFrame(network, id, scope, (frame) => (frame.label === label ? frame : { ...frame, label }))

/** The layers in it stay. */
export const removeFrame = (network: Network, id: LayerId, scope: Scope = topScope): Network =>
  editFrame(network, id, scope, () => undefined)

function editFrame(
  network: Network,
  id: LayerId,
  scope: Scope,
  change: (frame: LayerFrame) => LayerFrame | undefined,
): Network {
  return editGraph(network, scope, (graph): LayerGraph => {
    const frame = graph.frames?.find((each) => each.id === id)
    if (!frame) throw fault('no-frame', `there is no frame "${id}"`, 'choose one that is there')
    const changed = change(frame)
    if (changed === frame) return graph
    return {
      ...graph,
      frames: (graph.frames ?? []).flatMap((each) => (each === frame ? (changed ? [changed] : []) : [each])),
    }
  })
}
