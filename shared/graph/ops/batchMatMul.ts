import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { broadcastShapes } from '../shape'

// Kept in float32 by mixed precision, unlike a layer's product: it serves pictures of 0..255, whose levels bfloat16 cannot tell apart.
const op = defineOp({
  name: 'BatchMatMulV2',
  infer: ([a, b]) => {
    const [left, right] = [a as Tensor, b as Tensor]
    if (left.dtype !== right.dtype) throw new Error(`${left.dtype} meets ${right.dtype}`)
    const [rows, inner] = left.shape.slice(-2) as [number, number]
    const [other, columns] = right.shape.slice(-2) as [number, number]
    if (inner !== other && inner >= 0 && other >= 0) throw new Error(`inner sizes ${inner} and ${other} differ`)
    const batch = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2))
    return [{ dtype: left.dtype, shape: [...batch, rows, columns] }]
  },
  attributes: ([a]) => ({
    T: { type: (a as Tensor).dtype },
    adj_x: { bool: false },
    adj_y: { bool: false },
  }),
})

/** Products of the matrices in the last two axes, [..., m, k] by [..., k, n]; the other axes broadcast. Without a gradient. */
export const batchMatMul = (graph: Graph, a: Tensor, b: Tensor): Tensor => graph.add(op, [a, b], {})
