import type { Graph, Tensor } from '../graph'
import { defineOp, type OpDefinition } from '../op'
import { broadcastShapes } from '../shape'

interface Product {
  readonly transposeA: boolean
}

// Kept in float32 by mixed precision, unlike a layer's product: weights such as 1/3 lose more in bfloat16 than what they weigh, and the 256
// levels of a picture more than eight bits hold.
const op: OpDefinition<Product> = defineOp<Product>({
  name: 'BatchMatMulV2',
  infer: ([a, b], { transposeA }) => {
    const [left, right] = [a as Tensor, b as Tensor]
    if (left.dtype !== right.dtype) throw new Error(`${left.dtype} meets ${right.dtype}`)
    const matrix = left.shape.slice(-2)
    const [rows, inner] = (transposeA ? matrix.reverse() : matrix) as [number, number]
    const [other, columns] = right.shape.slice(-2) as [number, number]
    if (inner !== other && inner >= 0 && other >= 0) throw new Error(`inner sizes ${inner} and ${other} differ`)
    const batch = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2))
    return [{ dtype: left.dtype, shape: [...batch, rows, columns] }]
  },
  attributes: ([a], { transposeA }) => ({
    T: { type: (a as Tensor).dtype },
    adj_x: { bool: transposeA },
    adj_y: { bool: false },
  }),
  gradient: ({ graph, inputs: [a, b], outputs: [y], attrs: { transposeA }, dy, wants }) => {
    if (wants(0)) throw new Error('the gradient of BatchMatMulV2 with respect to its first input')
    if ((b as Tensor).shape.length !== (y as Tensor).shape.length) throw new Error('the gradient of a broadcast matrix')
    return [undefined, graph.add(op, [a as Tensor, dy], { transposeA: !transposeA })]
  },
})

/**
 * Products of the matrices in the last two axes, [..., m, k] by [..., k, n]; the other axes broadcast. A gradient flows into `b` alone: `a` is a
 * table or a picture's own map.
 */
export const batchMatMul = (graph: Graph, a: Tensor, b: Tensor): Tensor => graph.add(op, [a, b], { transposeA: false })
