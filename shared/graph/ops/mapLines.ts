import type { Graph, Tensor } from '../graph'
import { defineOp, type OpDefinition } from '../op'
import { constant, reshape } from './array'
import { expectRank } from './common'

interface Product {
  readonly transposed: boolean
}

const op: OpDefinition<Product> = defineOp<Product>({
  name: 'BatchMatMulV2',
  // Weights such as 1/3 lose more in bfloat16 than what they weigh: float32, as in a mean.
  infer: ([matrix, x], { transposed }) => {
    expectRank(matrix, 2)
    expectRank(x, 3)
    const [to, from] = transposed ? [matrix.shape[1], matrix.shape[0]] : matrix.shape
    if (from !== x.shape[1]) throw new Error(`lines of ${x.shape[1]} meet a matrix for ${from}`)
    return [{ dtype: x.dtype, shape: [x.shape[0] as number, to as number, x.shape[2] as number] }]
  },
  attributes: ([, x], { transposed }) => ({
    T: { type: (x as Tensor).dtype },
    adj_x: { bool: transposed },
    adj_y: { bool: false },
  }),
  gradient: ({ graph, inputs: [matrix], attrs: { transposed }, dy, wants }) => {
    if (wants(0)) throw new Error('a matrix that maps lines is a constant')
    return [undefined, graph.add(op, [matrix as Tensor, dy], { transposed: !transposed })]
  },
})

/** For each pixel that comes out along an axis, how much of each that goes in. */
export type LineMap = readonly (readonly number[])[]

/**
 * Pictures [n, h, w, c] of which each column goes through the linear map `rows` [h', h] and each line through `columns`
 * [w', w]; both constants. In this order no axis has to be moved: the other ones are merged into the first or the last.
 */
export function mapLines(graph: Graph, x: Tensor, rows: LineMap, columns: LineMap): Tensor {
  expectRank(x, 4)
  const [, height, width, channels] = x.shape as [number, number, number, number]
  const along = (lines: LineMap, merged: Tensor) => {
    const dtype = x.dtype === 'float64' ? 'float64' : 'float32'
    const matrix = constant(graph, lines.flat(), dtype, [lines.length, lines[0]?.length ?? 0])
    return graph.add(op, [matrix, merged], { transposed: false })
  }
  const vertical = along(rows, reshape(graph, x, [-1, height, width * channels]))
  const horizontal = along(columns, reshape(graph, vertical, [-1, width, channels]))
  return reshape(graph, horizontal, [-1, rows.length, columns.length, channels])
}
