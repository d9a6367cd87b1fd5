import type { Graph, Node, Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import { assign } from '../../graph/ops/state'
import type { Variable } from '../../graph/program'

/** Moves a slot to `decay` slot + (1 - `decay`) target: its new value, and the node that keeps it. */
export function moveTowards(graph: Graph, slot: Variable, target: Tensor, decay: number): [value: Tensor, kept: Node] {
  const value = add(graph, mul(graph, slot.value, decay), mul(graph, target, 1 - decay))
  return [value, assign(graph, slot.handle, value)]
}
