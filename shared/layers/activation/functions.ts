import type { Graph, Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import {
  elu,
  erf,
  leakyRelu,
  logSoftmax,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  square,
  tanh,
} from '../../graph/ops/functions'

/** An activation: `slope` is what leaky ReLU has below zero. */
type Activation = (graph: Graph, x: Tensor, slope: number) => Tensor

/** x Phi(x), Phi the normal distribution's: the form with erf, default of PyTorch and Keras (Hendrycks and Gimpel 2016). */
const gelu: Activation = (graph, x) =>
  mul(graph, mul(graph, x, 0.5), add(graph, erf(graph, mul(graph, x, Math.SQRT1_2)), 1))

/** Its approximation, 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
const geluTanh: Activation = (graph, x) => {
  const cubic = mul(graph, x, add(graph, mul(graph, square(graph, x), 0.044715), 1))
  return mul(graph, mul(graph, x, 0.5), add(graph, tanh(graph, mul(graph, cubic, Math.sqrt(2 / Math.PI))), 1))
}

/** clip(x / 6 + 1/2, 0, 1): PyTorch's and Keras 3's (Keras 2 had 0.2 x + 0.5). */
const hardSigmoid: Activation = (graph, x) => mul(graph, relu6(graph, add(graph, x, 3)), 1 / 6)

export const activations = {
  relu,
  relu6,
  'leaky-relu': leakyRelu,
  elu,
  selu,
  gelu,
  'gelu-tanh': geluTanh,
  sigmoid,
  tanh,
  silu,
  mish: (graph, x) => mul(graph, x, tanh(graph, softplus(graph, x))),
  softplus,
  softsign,
  'hard-sigmoid': hardSigmoid,
  'hard-swish': (graph, x, slope) => mul(graph, x, hardSigmoid(graph, x, slope)),
  softmax,
  'log-softmax': logSoftmax,
} satisfies Record<string, Activation>

export type ActivationKind = keyof typeof activations
