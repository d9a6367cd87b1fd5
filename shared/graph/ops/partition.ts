import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { elementTypes } from './common'

const partitionOp = defineOp<{ count: number }>({
  name: 'DynamicPartition',
  infer: ([x, groups], { count }) => {
    const { dtype, shape } = x as Tensor
    if (groups?.dtype !== 'int32' || groups.shape.length !== 1) throw new Error('needs groups as int32 [n]')
    return Array.from({ length: count }, () => ({ dtype, shape: [-1, ...shape.slice(1)] }))
  },
  attributes: (inputs, { count }) => ({ ...elementTypes(inputs), num_partitions: { int: count } }),
})

/** The rows of `x` in `count` groups, each in the order of `x`; `groups` int32 [n] has the number of each row's. A group may be empty. Without a gradient. */
export const partition = (graph: Graph, x: Tensor, groups: Tensor, count: number): readonly Tensor[] =>
  graph.addNode(partitionOp, [x, groups], { count }).outputs

const stitchOp = defineOp<{ rows: number }>({
  name: 'DynamicStitch',
  infer: (inputs, { rows }) => {
    const { dtype, shape } = inputs[inputs.length / 2] as Tensor
    return [{ dtype, shape: [rows, ...shape.slice(1)] }]
  },
  attributes: (inputs) => ({
    N: { int: inputs.length / 2 },
    T: { type: (inputs[inputs.length / 2] as Tensor).dtype },
  }),
})

/** The reverse of `partition`: row k of a part goes to the place that `places` (int32) has for it. `rows` is how many there are, -1 where that is not known. */
export function stitch(graph: Graph, places: readonly Tensor[], parts: readonly Tensor[], rows: number): Tensor {
  if (places.length !== parts.length) throw new Error(`${parts.length} parts at ${places.length} places`)
  return graph.add(stitchOp, [...places, ...parts], { rows })
}
