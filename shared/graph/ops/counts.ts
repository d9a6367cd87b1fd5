import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant } from './array'
import { elementTypes, expectRank, only } from './common'

const bincountOp = defineOp<{ bins: number }>({
  name: 'DenseBincount',
  infer: ([x], { bins }) => {
    expectRank(x, 2)
    return [{ dtype: 'float32', shape: [x.shape[0] as number, bins] }]
  },
  attributes: ([x]) => ({
    Tidx: { type: (x as Tensor).dtype },
    T: { type: 'float32' },
    binary_output: { bool: false },
  }),
})

/** How often each number of 0 .. bins - 1 stands in each row of `x`, int32 [rows, n]: float32 [rows, bins]. */
export const rowCounts = (graph: Graph, x: Tensor, bins: number): Tensor =>
  graph.add(bincountOp, [x, constant(graph, bins, 'int32'), constant(graph, new Float32Array(0), 'float32', [0])], {
    bins,
  })

const cumsumOp = defineOp({
  name: 'Cumsum',
  infer: only,
  attributes: (inputs) => ({
    ...elementTypes(inputs),
    Tidx: { type: 'int32' },
    exclusive: { bool: false },
    reverse: { bool: false },
  }),
})

/** Sums along the last axis up to and with each element. Without a gradient. */
export const runningSum = (graph: Graph, x: Tensor): Tensor =>
  graph.add(cumsumOp, [x, constant(graph, x.shape.length - 1, 'int32')], {})
