import type { Attributes } from '../attribute'
import type { Graph, Tensor } from '../graph'
import { defineOp, type OpDefinition } from '../op'
import type { Shape } from '../shape'
import { constant, gather, pack, shapeOf } from './array'
import { elementTypes, expectRank, only } from './common'
import { maxPool } from './pooling'
import { overNHWC, type Window, windowOutput } from './window'

export interface Convolution extends Window {
  readonly dilations: readonly [height: number, width: number]
}

const attributes = ([x]: readonly Tensor[], { strides, padding, dilations }: Convolution): Attributes => ({
  T: { type: (x as Tensor).dtype },
  strides: { ints: overNHWC(strides) },
  padding: { text: padding },
  dilations: { ints: overNHWC(dilations) },
})

function outputShape(x: Tensor, kernel: Tensor, channels: number, { strides, padding, dilations }: Convolution) {
  const [batch, height, width] = x.shape as [number, number, number, number]
  const [kh, kw] = kernel.shape as [number, number, number, number]
  return [
    batch,
    windowOutput(height, kh, strides[0], dilations[0], padding),
    windowOutput(width, kw, strides[1], dilations[1], padding),
    channels,
  ]
}

/** The gradient ops of one convolution: which of their inputs is `dy`, and which shape the result has. */
interface Like extends Convolution {
  readonly like: { readonly shape: Shape }
}
const gradientOp = (name: string, dyInput: number, gradient?: NonNullable<OpDefinition<Like>['gradient']>) =>
  defineOp<Like>({
    name,
    precision: 'compute',
    infer: (inputs, { like }) => [{ dtype: (inputs[dyInput] as Tensor).dtype, shape: like.shape }],
    attributes: (inputs, attrs) => attributes([inputs[dyInput] as Tensor], attrs),
    ...(gradient && { gradient }),
  })
const filterGradient = gradientOp('Conv2DBackpropFilter', 2)

/**
 * The gradient of a convolution of `x` by its kernel. A kernel of one pixel that strides sees every n-th pixel only: these are picked first, for oneDNN 3.x
 * (in TensorFlow 2.21) gives wrong sums for such a gradient on processors with AVX2 and without AVX-512.
 */
function kernelGradient(graph: Graph, x: Tensor, kernel: Tensor, dy: Tensor, attrs: Convolution): Tensor {
  const { strides } = attrs
  const isOnePixel = kernel.shape[0] === 1 && kernel.shape[1] === 1
  const isPicked = isOnePixel && strides.some((stride) => stride > 1)
  const seen = isPicked ? maxPool(graph, x, { size: [1, 1], strides, padding: 'VALID' }) : x
  const steps = isPicked ? ([1, 1] as const) : strides
  return graph.add(filterGradient, [seen, shapeOf(graph, kernel), dy], { ...attrs, strides: steps, like: kernel })
}

/**
 * A layer of its own too, the transposed convolution: its gradients are the convolution and that one's kernel gradient.
 */
const inputGradient: OpDefinition<Like> = gradientOp(
  'Conv2DBackpropInput',
  2,
  ({ graph, inputs, attrs, dy, wants }) => {
    const [, kernel, x] = inputs as [Tensor, Tensor, Tensor]
    return [
      undefined,
      wants(1) ? kernelGradient(graph, dy, kernel, x, attrs) : undefined,
      wants(2) ? conv2d(graph, dy, kernel, attrs) : undefined,
    ]
  },
)

const conv2dOp = defineOp<Convolution>({
  name: 'Conv2D',
  precision: 'compute',
  infer: ([x, kernel], attrs) => {
    expectRank(x, 4)
    expectRank(kernel, 4)
    const [channels, perGroup] = [x.shape[3] as number, kernel.shape[2] as number]
    if (channels % perGroup !== 0) throw new Error(`${channels} channels do not divide into groups of ${perGroup}`)
    return [{ dtype: x.dtype, shape: outputShape(x, kernel, kernel.shape[3] as number, attrs) }]
  },
  attributes,
  gradient: ({ graph, inputs, attrs, dy, wants }) => {
    const [x, kernel] = inputs as [Tensor, Tensor]
    return [
      wants(0) ? graph.add(inputGradient, [shapeOf(graph, x), kernel, dy], { ...attrs, like: x }) : undefined,
      wants(1) ? kernelGradient(graph, x, kernel, dy, attrs) : undefined,
    ]
  },
})

/**
 * 2-D convolution (cross-correlation) of `x` [n, h, w, c] with `kernel` [kh, kw, c / groups, f]; TensorFlow `Conv2D`.
 * Fewer kernel channels than `x` has make groups.
 */
export const conv2d = (graph: Graph, x: Tensor, kernel: Tensor, attrs: Convolution): Tensor =>
  graph.add(conv2dOp, [x, kernel], attrs)

/**
 * The transposed convolution of `x` [n, h', w', c] with `kernel` [kh, kw, f, c]: the picture [n, height, width, f] of
 * which `conv2d` with these attributes would take the gradient from `x`. TensorFlow `Conv2DBackpropInput`.
 */
export function conv2dTranspose(
  graph: Graph,
  x: Tensor,
  kernel: Tensor,
  { height, width, ...attrs }: Convolution & { readonly height: number; readonly width: number },
): Tensor {
  expectRank(x, 4)
  expectRank(kernel, 4)
  const [, , filters, channels] = kernel.shape as [number, number, number, number]
  if (channels !== x.shape[3]) throw new Error(`a kernel for ${channels} channels meets ${x.shape[3]}`)
  const batch = gather(graph, shapeOf(graph, x), constant(graph, 0, 'int32'))
  const sizes = [height, width, filters].map((size) => constant(graph, size, 'int32'))
  const like = { shape: [x.shape[0] as number, height, width, filters] }
  return graph.add(inputGradient, [pack(graph, [batch, ...sizes]), kernel, x], { ...attrs, like })
}

const depthwiseInputGradient = gradientOp('DepthwiseConv2dNativeBackpropInput', 2)
const depthwiseFilterGradient = gradientOp('DepthwiseConv2dNativeBackpropFilter', 2)

const depthwiseOp = defineOp<Convolution>({
  name: 'DepthwiseConv2dNative',
  precision: 'compute',
  infer: ([x, kernel], attrs) => {
    expectRank(x, 4)
    expectRank(kernel, 4)
    const [, , channels, multiplier] = kernel.shape as [number, number, number, number]
    if (channels !== x.shape[3]) throw new Error(`a kernel for ${channels} channels meets ${x.shape[3]}`)
    if (attrs.dilations.some((step) => step > 1)) throw new Error('TensorFlow has no dilated one on CPU: use groups')
    return [{ dtype: x.dtype, shape: outputShape(x, kernel, channels * multiplier, attrs) }]
  },
  attributes,
  gradient: ({ graph, inputs, attrs, dy, wants }) => {
    const [x, kernel] = inputs as [Tensor, Tensor]
    return [
      wants(0) ? graph.add(depthwiseInputGradient, [shapeOf(graph, x), kernel, dy], { ...attrs, like: x }) : undefined,
      wants(1)
        ? graph.add(depthwiseFilterGradient, [x, shapeOf(graph, kernel), dy], { ...attrs, like: kernel })
        : undefined,
    ]
  },
})

/**
 * A kernel [kh, kw, c, multiplier] a channel; output channel c * multiplier + j. TensorFlow `DepthwiseConv2dNative`.
 */
export const depthwiseConv2d = (graph: Graph, x: Tensor, kernel: Tensor, attrs: Convolution): Tensor =>
  graph.add(depthwiseOp, [x, kernel], attrs)

const biasAddGradOp = defineOp({
  name: 'BiasAddGrad',
  precision: 'follow',
  infer: ([dy]) => [{ dtype: (dy as Tensor).dtype, shape: (dy as Tensor).shape.slice(-1) }],
  attributes: elementTypes,
})
const biasAddOp = defineOp({
  name: 'BiasAdd',
  precision: 'follow',
  infer: ([x, bias]) => {
    expectRank(bias, 1)
    if (bias.shape[0] !== (x as Tensor).shape.at(-1))
      throw new Error(`${bias.shape[0]} biases for [${(x as Tensor).shape}]`)
    return only([x as Tensor])
  },
  attributes: elementTypes,
  gradient: ({ graph, dy, wants }) => [dy, wants(1) ? graph.add(biasAddGradOp, [dy], {}) : undefined],
})

/** Adds one bias a channel (the last axis). */
export const biasAdd = (graph: Graph, x: Tensor, bias: Tensor): Tensor => graph.add(biasAddOp, [x, bias], {})
