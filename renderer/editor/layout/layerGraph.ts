import { Graph, layout } from '@dagrejs/dagre'
import type { NodeKey } from '../state/editorStore'
import type { Layout, Place, ScopeToLay } from './layoutRequest'

/** Pixels between branches, between layers, and between a wire and what it passes. */
const [betweenBranches, betweenLayers, besideWires] = [14, 24, 16]
/** The head of a block: wires from it keep the ranks of branches right. No id has a blank. */
const head = ' head'

/** Downwards in ranks (Sugiyama, Tagawa and Toda 1981, as dagre does it), with bends for wires that pass others. */
export function layerGraph({ nodes, wires }: ScopeToLay): Pick<Layout, 'places' | 'bends'> {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: betweenBranches, ranksep: betweenLayers, edgesep: besideWires })
  const keys = new Set(nodes.map(({ key }) => key))
  for (const { key, width, height } of nodes) graph.setNode(key, { width, height })
  for (const [from, to, key] of wires) {
    if (!keys.has(to)) continue
    if (!keys.has(from) && !graph.hasNode(head)) graph.setNode(head, { width: 1, height: 1 })
    graph.setEdge(keys.has(from) ? from : head, to, {}, key)
  }
  layout(graph)
  const places = new Map<NodeKey, Place>()
  for (const { key, width, height } of nodes) {
    const { x, y } = graph.node(key) as { x: number; y: number }
    places.set(key, { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height })
  }
  const bends = new Map<string, readonly (readonly [number, number])[]>()
  for (const edge of graph.edges()) {
    const points = (graph.edge(edge) as { points?: { x: number; y: number }[] }).points ?? []
    // The first and last lie on the edges of nodes; a short wire has one between, its middle.
    const inner = points.slice(1, -1)
    if (inner.length > 1)
      bends.set(
        edge.name as string,
        inner.map(({ x, y }) => [Math.round(x), Math.round(y)] as const),
      )
  }
  return { places, bends }
}
