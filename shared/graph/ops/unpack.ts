import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'

const op = defineOp<{ axis: number }>({
  name: 'Unpack',
  infer: ([x], { axis }) => {
    const { dtype, shape } = x as Tensor
    const count = shape[axis]
    if (count === undefined || count < 0) throw new Error(`[${shape}] has no known size along axis ${axis}`)
    return Array.from({ length: count }, () => ({ dtype, shape: shape.filter((_, k) => k !== axis) }))
  },
  attributes: ([x], { axis }) => ({
    T: { type: (x as Tensor).dtype },
    num: { int: (x as Tensor).shape[axis] as number },
    axis: { int: axis },
  }),
})

/** The slices of `x` along an axis of known size, which they lack: the reverse of `pack`. Without a gradient. */
export const unpack = (graph: Graph, x: Tensor, axis = 0): readonly Tensor[] => graph.addNode(op, [x], { axis }).outputs
