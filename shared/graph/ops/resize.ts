import type { Attributes } from '../attribute'
import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'
import { constant } from './array'
import { expectRank } from './common'
import type { LineMap } from './mapLines'

interface Sizes {
  readonly height: number
  readonly width: number
}

// Pixels are squares and their centres lie at 0.5, 1.5, ... in both pictures: TensorFlow 2's, Keras' and, of bilinear,
// PyTorch's
// align_corners=False. TensorFlow 1 had the corners' pixels on top of each other.
const halfPixels = { align_corners: { bool: false }, half_pixel_centers: { bool: true } } as const

const attributesOf =
  (typed: number) =>
  (inputs: readonly Tensor[]): Attributes => ({ T: { type: (inputs[typed] as Tensor).dtype }, ...halfPixels })

const resized = (x: Tensor | undefined, { height, width }: Sizes): Shape => {
  expectRank(x, 4)
  return [x.shape[0] as number, height, width, x.shape[3] as number]
}
const sizesOf = (graph: Graph, { height, width }: Sizes): Tensor => constant(graph, [height, width], 'int32')
const pictureSizes = ({ shape }: Tensor): Sizes => ({ height: shape[1] as number, width: shape[2] as number })

const nearestGradOp = defineOp<Sizes>({
  name: 'ResizeNearestNeighborGrad',
  precision: 'follow',
  infer: ([dy], sizes) => [{ dtype: (dy as Tensor).dtype, shape: resized(dy, sizes) }],
  attributes: attributesOf(0),
})
const nearestOp = defineOp<Sizes>({
  name: 'ResizeNearestNeighbor',
  precision: 'follow',
  infer: ([x], sizes) => [{ dtype: (x as Tensor).dtype, shape: resized(x, sizes) }],
  attributes: attributesOf(0),
  gradient: ({ graph, inputs: [x], dy }) => {
    const sizes = pictureSizes(x as Tensor)
    return [graph.add(nearestGradOp, [dy, sizesOf(graph, sizes)], sizes), undefined]
  },
})

const bilinearGradOp = defineOp({
  name: 'ResizeBilinearGrad',
  infer: ([, x]) => [{ dtype: (x as Tensor).dtype, shape: (x as Tensor).shape }],
  attributes: attributesOf(1),
})
const bilinearOp = defineOp<Sizes>({
  // Whatever goes in, float32 comes out: kept in float32 by mixed precision.
  name: 'ResizeBilinear',
  infer: ([x], sizes) => [{ dtype: 'float32', shape: resized(x, sizes) }],
  attributes: attributesOf(0),
  gradient: ({ graph, inputs: [x], dy }) => [graph.add(bilinearGradOp, [dy, x as Tensor], {}), undefined],
})

/** The pixel of `x` [n, h, w, c] nearest to each pixel of a picture of other sizes. */
export const resizeNearest = (graph: Graph, x: Tensor, sizes: Sizes): Tensor =>
  graph.add(nearestOp, [x, sizesOf(graph, sizes)], sizes)

/**
 * Between the four pixels of `x` [n, h, w, c] float32 around each pixel of a picture of other sizes; beyond the
 * outermost centres their value.
 */
export const resizeBilinear = (graph: Graph, x: Tensor, sizes: Sizes): Tensor =>
  graph.add(bilinearOp, [x, sizesOf(graph, sizes)], sizes)

/** Bilinear resizing along one axis, by the weights of the pixels that go in. */
export const bilinearLines = (from: number, to: number): LineMap =>
  Array.from({ length: to }, (_, k) => {
    const at = Math.min(Math.max(((k + 0.5) * from) / to - 0.5, 0), from - 1)
    return Array.from({ length: from }, (_, pixel) => Math.max(0, 1 - Math.abs(at - pixel)))
  })
