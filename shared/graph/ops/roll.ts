import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant } from './array'
import { only } from './common'

const op = defineOp({
  name: 'Roll',
  infer: only,
  attributes: ([x]) => ({
    T: { type: (x as Tensor).dtype },
    Tshift: { type: 'int32' },
    Taxis: { type: 'int32' },
  }),
})

/** `x` moved on along its first axis: element k comes from k - places, round the end. Without a gradient. */
export const roll = (graph: Graph, x: Tensor, places: number): Tensor =>
  graph.add(op, [x, constant(graph, [places], 'int32'), constant(graph, [0], 'int32')], {})
