import { layerDefinition } from '../../layers'
import type { InnerLayer } from '../blocks/block'
import { blockType, type LayerId } from '../layerSpec'
import type { Network } from '../network'
import { checkWire, type Wire } from './addLayer'
import { editGraph, fault, type LayerGraph, layerOf, type Scope, topScope } from './scope'

export interface Connection {
  readonly from: LayerId
  readonly to: LayerId
  /** Which input of `to` it becomes. Default: the only one of a layer that takes one, else a new last one. */
  readonly input?: number | undefined
}

/** How many inputs a layer takes at most. A type that nobody knows takes what it has. */
export function mostInputsOf(network: Pick<Network, 'blocks'>, layer: InnerLayer): number {
  if (layer.type !== blockType) return layerDefinition(layer.type)?.inputs.max ?? layer.inputs.length
  return network.blocks?.[layer.block ?? '']?.inputs.length ?? layer.inputs.length
}

/** The layer that an input is after a connection, or `undefined` if it takes no more. */
export function inputsAfter(
  network: Pick<Network, 'blocks'>,
  layer: InnerLayer,
  { from, input }: Pick<Connection, 'from' | 'input'>,
): LayerId[] | undefined {
  const most = mostInputsOf(network, layer)
  const at = input ?? (most === 1 ? 0 : layer.inputs.length)
  if (at >= most || at > layer.inputs.length) return undefined
  return at === layer.inputs.length
    ? [...layer.inputs, from]
    : layer.inputs.map((source, k) => (k === at ? from : source))
}

/** A layer and all on which it depends: a wire from it to one of these would close a loop. */
export function upstreamOf({ layers }: LayerGraph, from: LayerId): ReadonlySet<LayerId> {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  // A set grows while it is walked.
  const seen = new Set<LayerId>([from])
  for (const id of seen) for (const source of byId.get(id)?.inputs ?? []) seen.add(source)
  return seen
}

/**
 * A wire from one layer (in a block: or one of its inputs) to another. Throws a Problem for what can never be: an end that is not
 * there, a loop, a layer that takes no more. Shapes that do not fit are no fault here: inference tells of them.
 */
export function connect(network: Network, connection: Connection, scope: Scope = topScope): Network {
  const { from, to } = connection
  return editGraph(network, scope, (graph) => {
    if (!graph.ports.includes(from)) layerOf(graph, from)
    const target = layerOf(graph, to)
    if (upstreamOf(graph, from).has(to))
      throw fault('cycle', `a wire from "${from}" would make a loop`, 'connect it to a layer further down', to)
    const inputs = inputsAfter(network, target, connection)
    if (!inputs) throw fault('wrong-input-count', 'takes no more inputs', 'remove one of its wires first', to)
    return { ...graph, layers: graph.layers.map((layer) => (layer === target ? { ...layer, inputs } : layer)) }
  })
}

/** The network without one wire. */
export function disconnect(network: Network, wire: Wire, scope: Scope = topScope): Network {
  return editGraph(network, scope, (graph) => {
    checkWire(graph, wire)
    return {
      ...graph,
      layers: graph.layers.map((layer) =>
        layer.id === wire.to ? { ...layer, inputs: layer.inputs.filter((_, k) => k !== wire.input) } : layer,
      ),
    }
  })
}
