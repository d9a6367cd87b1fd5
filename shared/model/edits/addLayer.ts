import type { InnerLayer } from '../blocks/block'
import { blockLibrary, definitionsOf } from '../blocks/library'
import { blockType, type LayerId } from '../layerSpec'
import type { Network } from '../network'
import { freeId, takenIds } from './freeId'
import { editGraph, fault, graphOf, type LayerGraph, layerOf, type Scope, topScope } from './scope'

/** A layer that is not yet in a network. */
export interface NewLayer {
  readonly type: string
  readonly config?: Readonly<Record<string, unknown>>
  /** Of a block: its name among the network's blocks or in the library. */
  readonly block?: LayerId
}

export interface Wire {
  readonly from: LayerId
  readonly to: LayerId
  /** Which of the inputs of `to`. */
  readonly input: number
}

/** Where it goes: taking the output of some, behind one (whose takers then take the new one), into a wire, or nowhere yet. */
export type Joining =
  | { readonly takes: readonly LayerId[] }
  | { readonly behind: LayerId }
  | { readonly wire: Wire }
  | undefined

export interface LayerAdded {
  readonly network: Network
  readonly id: LayerId
}

/** The network with one layer more, and the id that it got. A block of the library comes with its definition. */
export function addLayer(
  network: Network,
  layer: NewLayer,
  {
    join,
    position,
    scope = topScope,
  }: { join?: Joining; position?: readonly [number, number] | undefined; scope?: Scope } = {},
): LayerAdded {
  const known = withLibraryBlock(network, layer)
  const graph = graphOf(known, scope)
  const id = freeId(takenIds(graph), layer.block ?? layer.type)
  const added: InnerLayer = {
    id,
    type: layer.type,
    inputs: [...sourcesOf(graph, join)],
    config: { ...layer.config },
    ...(layer.block !== undefined && { block: layer.block }),
    ...(position && { position: rounded(position) }),
  }
  const changed = editGraph(known, scope, () => ({ ...joined(graph, added, join) }))
  return { network: changed, id }
}

export const rounded = ([x, y]: readonly [number, number]): [number, number] => [Math.round(x), Math.round(y)]

function sourcesOf(graph: LayerGraph, join: Joining): readonly LayerId[] {
  if (!join) return []
  if ('takes' in join) return join.takes
  if ('behind' in join) return [join.behind]
  checkWire(graph, join.wire)
  return [join.wire.from]
}

function joined(graph: LayerGraph, added: InnerLayer, join: Joining): LayerGraph {
  const { id } = added
  if (join && 'wire' in join) {
    const { to, input } = join.wire
    return {
      ...graph,
      layers: insertedBefore(graph.layers, added, to).map((layer) =>
        layer.id === to ? { ...layer, inputs: layer.inputs.map((source, k) => (k === input ? id : source)) } : layer,
      ),
    }
  }
  if (join && 'behind' in join) {
    const { behind } = join
    const layers = graph.layers.map((layer) =>
      layer.inputs.includes(behind)
        ? { ...layer, inputs: layer.inputs.map((source) => (source === behind ? id : source)) }
        : layer,
    )
    const at = layers.findIndex((layer) => layer.id === behind) + 1
    return {
      ...graph,
      layers: [...layers.slice(0, at), added, ...layers.slice(at)],
      ...(graph.output === behind && { output: id }),
    }
  }
  return { ...graph, layers: [...graph.layers, added] }
}

/** In the spec a layer stands in front of the one that takes it, as people write it. */
function insertedBefore(layers: readonly InnerLayer[], added: InnerLayer, id: LayerId): InnerLayer[] {
  const at = layers.findIndex((layer) => layer.id === id)
  return [...layers.slice(0, at), added, ...layers.slice(at)]
}

export function checkWire(graph: LayerGraph, { from, to, input }: Wire): void {
  if (layerOf(graph, to).inputs[input] !== from)
    throw fault('no-wire', `no wire leads from "${from}" to "${to}"`, 'choose one that is there')
}

/** With the definition of a block that only the library has so far, and of those inside it. */
export function withLibraryBlock(network: Network, { type, block }: NewLayer): Network {
  if (type !== blockType || block === undefined || Object.hasOwn(network.blocks ?? {}, block)) return network
  const found = blockLibrary.find(({ name }) => name === block)
  if (!found) throw fault('unknown-block', `there is no block "${block}"`, 'choose one of the network or the library')
  return { ...network, blocks: { ...definitionsOf([found]), ...network.blocks } }
}
