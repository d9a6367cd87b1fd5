import type { Node } from '../graph'

/** The nodes that `roots` need, by data or by control edge, in the order given; the rest are dead. */
export function liveNodes(nodes: readonly Node[], roots: Iterable<Node>): Node[] {
  const live = new Set<Node>()
  const waiting = [...roots]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (live.has(node)) continue
    live.add(node)
    waiting.push(...node.inputs.map((input) => input.node), ...node.control)
  }
  return nodes.filter((node) => live.has(node))
}
