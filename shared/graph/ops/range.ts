import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant, reshape, shapeOf, slice } from './array'

const op = defineOp({
  name: 'Range',
  infer: () => [{ dtype: 'int32', shape: [-1] }],
  attributes: () => ({ Tidx: { type: 'int32' } }),
})

/** How many rows `x` has along its first axis, an int32 scalar. */
export const rowCount = (graph: Graph, x: Tensor): Tensor =>
  reshape(graph, slice(graph, shapeOf(graph, x), [0], [1]), [])

/** 0, 1, 2 ... for each row of `x`, int32 [rows]. */
export const rowNumbers = (graph: Graph, x: Tensor): Tensor =>
  graph.add(op, [constant(graph, 0, 'int32'), rowCount(graph, x), constant(graph, 1, 'int32')], {})
