import type { Graph, Node, Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import { assign } from '../../graph/ops/state'
import type { Variable } from '../../graph/program'

/**
 * Moves a slot to `decay` slot + (1 - `decay`) target: its new value, and the node that keeps it. Both factors come from the
 * decay as float32 has it, as in TensorFlow's kernels: their sum is 1, and the bias correction undoes exactly this.
 */
export function moveTowards(graph: Graph, slot: Variable, target: Tensor, decay: number): [value: Tensor, kept: Node] {
  const value = add(graph, mul(graph, slot.value, decay), mul(graph, target, 1 - Math.fround(decay)))
  return [value, assign(graph, slot.handle, value)]
}
