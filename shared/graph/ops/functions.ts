import type { Graph, Tensor } from '../graph'
import { defineOp, type GradientContext } from '../op'
import { div, mul, neg, sub, sum } from './arithmetic'
import { elementTypes, only } from './common'

type Unary = GradientContext<object> & { x: Tensor; y: Tensor }

/** An elementwise function of one tensor. */
function unary(name: string, gradient?: (context: Unary) => Tensor | undefined) {
  const op = defineOp({
    name,
    precision: 'follow',
    infer: only,
    attributes: elementTypes,
    ...(gradient && {
      gradient: (context: GradientContext<object>) => [
        gradient({ ...context, x: context.inputs[0] as Tensor, y: context.outputs[0] as Tensor }),
      ],
    }),
  })
  return (graph: Graph, x: Tensor): Tensor => graph.add(op, [x], {})
}

/** The op that TensorFlow has for a gradient: inputs of one type, the same type out. */
function fused(name: string) {
  const op = defineOp({ name, precision: 'follow', infer: only, attributes: elementTypes })
  return (graph: Graph, a: Tensor, b: Tensor): Tensor => graph.add(op, [a, b], {})
}

const reluGrad = fused('ReluGrad')
const relu6Grad = fused('Relu6Grad')
const eluGrad = fused('EluGrad')
const seluGrad = fused('SeluGrad')
const sigmoidGrad = fused('SigmoidGrad')
const tanhGrad = fused('TanhGrad')
const softplusGrad = fused('SoftplusGrad')
const softsignGrad = fused('SoftsignGrad')
const sqrtGrad = fused('SqrtGrad')
const rsqrtGrad = fused('RsqrtGrad')

// ReluGrad takes y as well as x (same sign), so x need not live until the backward pass. (For bfloat16, asking its bits as int16 is
// twice as fast alone and five times as slow in a graph: TensorFlow lets the result take the gradient's memory, where that loop crawls.)
export const relu = unary('Relu', ({ graph, y, dy }) => reluGrad(graph, dy, y))
export const relu6 = unary('Relu6', ({ graph, y, dy }) => relu6Grad(graph, dy, y))
export const elu = unary('Elu', ({ graph, y, dy }) => eluGrad(graph, dy, y))
export const selu = unary('Selu', ({ graph, y, dy }) => seluGrad(graph, dy, y))
export const sigmoid = unary('Sigmoid', ({ graph, y, dy }) => sigmoidGrad(graph, y, dy))
export const tanh = unary('Tanh', ({ graph, y, dy }) => tanhGrad(graph, y, dy))
export const softplus = unary('Softplus', ({ graph, x, dy }) => softplusGrad(graph, dy, x))
export const softsign = unary('Softsign', ({ graph, x, dy }) => softsignGrad(graph, dy, x))
export const sqrt = unary('Sqrt', ({ graph, y, dy }) => sqrtGrad(graph, y, dy))
export const rsqrt = unary('Rsqrt', ({ graph, y, dy }) => rsqrtGrad(graph, y, dy))
export const exp = unary('Exp', ({ graph, y, dy }) => mul(graph, dy, y))
export const log = unary('Log', ({ graph, x, dy }) => div(graph, dy, x))
export const square = unary('Square', ({ graph, x, dy }) => mul(graph, mul(graph, dy, x), 2))
export const abs = unary('Abs', ({ graph, x, dy }) => mul(graph, dy, sign(graph, x)))
export const sign = unary('Sign', () => undefined)
export const floor = unary('Floor', () => undefined)
/** To the nearest whole number, halves to the even one, as Python rounds; without a gradient. */
export const round = unary('Round')
/** Of radians; without a gradient, as `cos`. */
export const sin = unary('Sin')
export const cos = unary('Cos')
/** d erf / dx = 2 / sqrt(pi) exp(-x^2). */
export const erf = unary('Erf', ({ graph, x, dy }) =>
  mul(graph, dy, mul(graph, exp(graph, neg(graph, square(graph, x))), 2 / Math.sqrt(Math.PI))),
)

const finiteOp = defineOp({
  name: 'IsFinite',
  infer: ([x]) => [{ dtype: 'bool', shape: (x as Tensor).shape }],
  attributes: elementTypes,
})
/** Which elements are neither infinite nor NaN, bool. */
export const finite = (graph: Graph, x: Tensor): Tensor => graph.add(finiteOp, [x], {})

interface Slope {
  alpha: number
}
const leakyReluGradOp = defineOp<Slope>({
  name: 'LeakyReluGrad',
  precision: 'follow',
  infer: only,
  attributes: ([dy], { alpha }) => ({ T: { type: (dy as Tensor).dtype }, alpha: { float: alpha } }),
})
const leakyReluOp = defineOp<Slope>({
  name: 'LeakyRelu',
  precision: 'follow',
  infer: only,
  attributes: ([x], { alpha }) => ({ T: { type: (x as Tensor).dtype }, alpha: { float: alpha } }),
  gradient: ({ graph, inputs: [x], attrs, dy }) => [graph.add(leakyReluGradOp, [dy, x as Tensor], attrs)],
})

/** x above zero, alpha x below. */
export const leakyRelu = (graph: Graph, x: Tensor, alpha: number): Tensor => graph.add(leakyReluOp, [x], { alpha })

const softmaxOp = defineOp({
  name: 'Softmax',
  infer: only,
  attributes: elementTypes,
  gradient: ({ graph, outputs: [y], dy }) => {
    const weighted = mul(graph, dy, y as Tensor)
    const along = [dy.shape.length - 1]
    return [sub(graph, weighted, mul(graph, y as Tensor, sum(graph, weighted, along, true)))]
  },
})
const logSoftmaxOp = defineOp({
  name: 'LogSoftmax',
  infer: only,
  attributes: elementTypes,
  gradient: ({ graph, outputs: [y], dy }) => [
    sub(graph, dy, mul(graph, exp(graph, y as Tensor), sum(graph, dy, [dy.shape.length - 1], true))),
  ],
})

/** Along the last axis. */
export const softmax = (graph: Graph, x: Tensor): Tensor => graph.add(softmaxOp, [x], {})
/** Along the last axis. */
export const logSoftmax = (graph: Graph, x: Tensor): Tensor => graph.add(logSoftmaxOp, [x], {})

/** x sigmoid(x) (Ramachandran 2017). */
export const silu = (graph: Graph, x: Tensor): Tensor => mul(graph, x, sigmoid(graph, x))
