import { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { takenIds } from './freeId'
import { editGraph, fault, layerOf, type Scope, topScope } from './scope'

/** Why a layer cannot have a name; `undefined` if it can. */
export function nameFault(taken: ReadonlySet<string>, from: LayerId, to: string): 'not-a-name' | 'taken' | undefined {
  if (!LayerId.safeParse(to).success) return 'not-a-name'
  return to !== from && taken.has(to) ? 'taken' : undefined
}

/** Another id for a layer, everywhere where it is named. Throws a Problem if it is taken or no id. */
export function renameLayer(network: Network, from: LayerId, to: string, scope: Scope = topScope): Network {
  if (from === to) return network
  return editGraph(network, scope, (graph) => {
    layerOf(graph, from)
    const wrong = nameFault(takenIds(graph), from, to)
    if (wrong === 'not-a-name')
      throw fault(
        'wrong-id',
        `"${to}" is no name for a layer`,
        'begin with a letter; then letters, digits, "_", "." and "-"',
      )
    if (wrong) throw fault('duplicate-id', `there is a layer "${to}" already`, 'choose another name')
    const renamed = (id: LayerId): LayerId => (id === from ? to : id)
    return {
      ...graph,
      layers: graph.layers.map((layer) => {
        const isTouched = layer.id === from || layer.inputs.includes(from) || layer.otherwise === from
        if (!isTouched) return layer
        return {
          ...layer,
          id: renamed(layer.id),
          inputs: layer.inputs.map(renamed),
          ...(layer.otherwise !== undefined && { otherwise: renamed(layer.otherwise) }),
        }
      }),
      ...(graph.output !== undefined && { output: renamed(graph.output) }),
      ...(graph.auxiliary && { auxiliary: graph.auxiliary.map((each) => ({ ...each, layer: renamed(each.layer) })) }),
      ...(graph.frames && {
        frames: graph.frames.map((frame) => ({ ...frame, layers: frame.layers.map(renamed) })),
      }),
    }
  })
}
