import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { mul, neg, sub, unbroadcast } from './arithmetic'
import { reshape } from './array'
import { elementTypes, elementwise, expectRank } from './common'

const outputs = (logits: Tensor) => [
  { dtype: logits.dtype, shape: logits.shape.slice(0, 1) },
  { dtype: logits.dtype, shape: logits.shape },
]

/** Both ops hand the gradient with respect to the logits on as their second output. */
const scaled = (graph: Graph, backprop: Tensor, dy: Tensor) => mul(graph, backprop, reshape(graph, dy, [-1, 1]))

const sparseOp = defineOp({
  name: 'SparseSoftmaxCrossEntropyWithLogits',
  infer: ([logits]) => {
    expectRank(logits, 2)
    return outputs(logits)
  },
  attributes: ([logits, labels]) => ({
    T: { type: (logits as Tensor).dtype },
    Tlabels: { type: (labels as Tensor).dtype },
  }),
  gradient: ({ graph, outputs: [, backprop], dy }) => [scaled(graph, backprop as Tensor, dy), undefined],
})

const denseOp = defineOp({
  name: 'SoftmaxCrossEntropyWithLogits',
  infer: ([logits]) => {
    expectRank(logits, 2)
    return outputs(logits)
  },
  attributes: ([logits]) => ({ T: { type: (logits as Tensor).dtype } }),
  gradient: ({ graph, outputs: [, backprop], dy }) => [scaled(graph, backprop as Tensor, dy), undefined],
})

/** -log softmax(logits)[label] a row; `logits` [n, c], `labels` int32 [n]. A label outside 0..c-1 gives NaN. */
export const sparseSoftmaxCrossEntropy = (graph: Graph, logits: Tensor, labels: Tensor): Tensor =>
  graph.add(sparseOp, [logits, labels], {})

/** -sum(targets log softmax(logits)) a row; both [n, c]. No gradient with respect to the targets. */
export const softmaxCrossEntropy = (graph: Graph, logits: Tensor, targets: Tensor): Tensor =>
  graph.add(denseOp, [logits, targets], {})

// Kept in float32 by mixed precision, unlike a subtraction and a square: it is a loss.
const squaredDifferenceOp = defineOp({
  name: 'SquaredDifference',
  infer: elementwise,
  attributes: elementTypes,
  gradient: ({ graph, inputs, dy, wants }) => {
    const [a, b] = inputs as [Tensor, Tensor]
    const slope = mul(graph, mul(graph, sub(graph, a, b), 2), dy)
    return [
      wants(0) ? unbroadcast(graph, slope, a) : undefined,
      wants(1) ? unbroadcast(graph, neg(graph, slope), b) : undefined,
    ]
  },
})

/** (a - b)^2, with NumPy's broadcasting. */
export const squaredDifference = (graph: Graph, a: Tensor, b: Tensor): Tensor =>
  graph.add(squaredDifferenceOp, [a, b], {})

const l2LossOp = defineOp({
  name: 'L2Loss',
  infer: ([x]) => [{ dtype: (x as Tensor).dtype, shape: [] }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype } }),
  gradient: ({ graph, inputs: [x], dy }) => [mul(graph, x as Tensor, dy)],
})

/** Half the sum of the squares of all elements, a scalar, in one op. */
export const l2Loss = (graph: Graph, x: Tensor): Tensor => graph.add(l2LossOp, [x], {})
