import { Problem } from '../../problem'
import type { InnerLayer } from '../blocks/block'
import type { LayerFrame, LayerId } from '../layerSpec'
import type { AuxiliaryOutput, Network } from '../network'

/**
 * Where an edit happens: at the top of a network, or (with `block`) in the definition of one of its blocks, and so in every place
 * where that block stands. `prefix` is the instance through which it is looked at (`layer2.0.`): its shapes are those that count.
 */
export interface Scope {
  readonly block?: LayerId
  readonly prefix: string
}

export const topScope: Scope = { prefix: '' }

/** What the top of a network and the inside of a block have in common. */
export interface LayerGraph {
  readonly layers: readonly InnerLayer[]
  /** Of a block: the names under which its layers take what comes in. */
  readonly ports: readonly LayerId[]
  /** Of a block: the layer whose output is its own. */
  readonly output?: LayerId
  readonly auxiliary?: readonly AuxiliaryOutput[]
  readonly frames?: readonly LayerFrame[]
}

/** The layers of a scope. Throws a Problem if the network has no such block. */
export function graphOf(network: Network, { block }: Scope = topScope): LayerGraph {
  if (block === undefined) {
    const { layers, auxiliary, frames } = network
    return { layers, ports: [], ...(auxiliary && { auxiliary }), ...(frames && { frames }) }
  }
  const definition = Object.hasOwn(network.blocks ?? {}, block) ? network.blocks?.[block] : undefined
  if (!definition) throw fault('unknown-block', `the network has no block "${block}"`, 'open one that is there')
  const { layers, inputs, output, frames } = definition
  return { layers, ports: inputs, output, ...(frames && { frames }) }
}

/** The network with the layers of a scope changed; the same network if `change` gives what it was given. */
export function editGraph(network: Network, scope: Scope, change: (graph: LayerGraph) => LayerGraph): Network {
  const graph = graphOf(network, scope)
  const changed = change(graph)
  if (changed === graph) return network
  const { layers, auxiliary, frames, output } = changed
  if (layers.length === 0)
    throw fault('last-layer', 'these are all the layers there are', 'add another one before you remove them')
  const own = withFrames(frames)
  if (scope.block === undefined) {
    const { auxiliary: _auxiliary, frames: _frames, ...rest } = network
    return {
      ...rest,
      layers: layers as Network['layers'],
      ...(auxiliary && auxiliary.length > 0 && { auxiliary: [...auxiliary] }),
      ...own,
    }
  }
  const definition = network.blocks?.[scope.block]
  if (!definition || output === undefined) throw new Error(`no block ${scope.block}`)
  const { frames: _frames, ...rest } = definition
  return {
    ...network,
    blocks: { ...network.blocks, [scope.block]: { ...rest, layers: [...layers], output, ...own } },
  }
}

/** A frame without layers is nothing to see. */
function withFrames(frames: readonly LayerFrame[] | undefined): { frames?: LayerFrame[] } {
  const some = frames?.filter(({ layers }) => layers.length > 0) ?? []
  return some.length > 0 ? { frames: some } : {}
}

/** One layer of a graph. Throws a Problem if it has none of that id. */
export function layerOf(graph: LayerGraph, id: LayerId): InnerLayer {
  const layer = graph.layers.find((each) => each.id === id)
  if (!layer) throw fault('no-layer', `there is no layer "${id}"`, 'choose one that is there')
  return layer
}

/** A graph with some of its layers replaced; the others stay the same objects. */
export const mapLayers = (graph: LayerGraph, change: (layer: InnerLayer) => InnerLayer): LayerGraph => {
  let isSame = true
  const layers = graph.layers.map((layer) => {
    const changed = change(layer)
    if (changed !== layer) isSame = false
    return changed
  })
  return isSame ? graph : { ...graph, layers }
}

export const fault = (code: string, message: string, remedy: string, layer?: LayerId): Problem =>
  new Problem({ code, message, remedy, ...(layer !== undefined && { layer }) })
