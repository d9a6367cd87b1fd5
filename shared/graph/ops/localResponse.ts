import type { Attributes } from '../attribute'
import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { expectRank, only } from './common'

export interface LocalResponse {
  /** Channels on each side: a window has 2 * radius + 1 of them. */
  readonly radius: number
  readonly bias: number
  /** Of the sum of the squares, not of their mean. */
  readonly alpha: number
  readonly beta: number
}

const attributes = ([x]: readonly Tensor[], { radius, bias, alpha, beta }: LocalResponse): Attributes => ({
  T: { type: (x as Tensor).dtype },
  depth_radius: { int: radius },
  bias: { float: bias },
  alpha: { float: alpha },
  beta: { float: beta },
})

// Kept in float32 by mixed precision: TensorFlow has neither a bfloat16 nor a float64 kernel of the two.
const gradOp = defineOp<LocalResponse>({ name: 'LRNGrad', infer: only, attributes })
const op = defineOp<LocalResponse>({
  name: 'LRN',
  infer: ([x]) => {
    expectRank(x, 4)
    return only([x])
  },
  attributes,
  gradient: ({ graph, inputs: [x], outputs: [y], attrs, dy }) => [
    graph.add(gradOp, [dy, x as Tensor, y as Tensor], attrs),
  ],
})

/** x / (bias + alpha * sum of x^2 over the channels around)^beta, `x` [n, h, w, c] float32. TensorFlow `LRN`. */
export const localResponse = (graph: Graph, x: Tensor, attrs: LocalResponse): Tensor => graph.add(op, [x], attrs)
