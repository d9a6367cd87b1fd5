import type { Graph, Tensor } from '../graph/graph'
import { reshape } from '../graph/ops/array'
import { conv2d, depthwiseConv2d } from '../graph/ops/convolution'
import { padFor, type Sliding } from './padding'

/**
 * Each channel of `x` [n, h, w, c] with kernels of its own, `kernel` [kh, kw, c, multiplier]; output channel c *
 * multiplier + j.
 *
 * By `DepthwiseConv2dNative`, which TensorFlow has on CPU without dilation only and on GPU with one stride only; else
 * by `Conv2D` with a group a channel, which gives the same.
 */
export function depthwise(graph: Graph, x: Tensor, kernel: Tensor, sliding: Sliding): Tensor {
  const { stride: strides, dilation: dilations } = sliding
  const { x: ready, padding } = padFor(graph, x, sliding)
  const isPlain = dilations.every((step) => step === 1) && strides[0] === strides[1]
  if (isPlain) return depthwiseConv2d(graph, ready, kernel, { strides, dilations, padding })
  const [kh, kw, channels, multiplier] = kernel.shape as [number, number, number, number]
  const grouped = reshape(graph, kernel, [kh, kw, 1, channels * multiplier])
  return conv2d(graph, ready, grouped, { strides, dilations, padding })
}
