import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { reshape } from './array'
import { mul } from './arithmetic'
import { expectRank } from './common'

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
