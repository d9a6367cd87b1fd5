import type { DType } from '../dtype'
import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'

const bitcastOp = defineOp<{ to: DType; shape: Shape }>({
  name: 'Bitcast',
  infer: (_, { to, shape }) => [{ dtype: to, shape }],
  attributes: ([x], { to }) => ({ T: { type: (x as Tensor).dtype }, type: { type: to } }),
})

/**
 * Four bytes each of `x` [..., 4] uint8 as one int32 [...], which a session can fetch where it cannot fetch bytes; the
 * memory behind it is the same.
 */
export const bytesAsInt32 = (graph: Graph, x: Tensor): Tensor => {
  const last = x.shape[x.shape.length - 1]
  if (x.dtype !== 'uint8' || last !== 4) throw new Error(`needs uint8[..., 4], has ${x.dtype}[${x.shape}]`)
  return graph.add(bitcastOp, [x], { to: 'int32', shape: x.shape.slice(0, -1) })
}
