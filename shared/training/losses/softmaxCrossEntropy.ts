import { z } from 'zod'
import type { Graph, Tensor } from '../../graph/graph'
import { add, mul, neg, sum, total } from '../../graph/ops/arithmetic'
import { constant, gather, oneHot } from '../../graph/ops/array'
import { logSoftmax } from '../../graph/ops/functions'
import { softmaxCrossEntropy as dense, sparseSoftmaxCrossEntropy as sparse } from '../../graph/ops/loss'
import { Problem } from '../../problem'
import { Convention } from '../convention'
import { defineLoss, type LossParts } from './loss'
import { meanOf } from './parts'

/**
 * A weight for each class, in the order of the classes.
 *
 *   pytorch   divides by the sum of the weights of the batch's labels, and weighs every term of a smoothed target by its own class
 *   keras     divides by the number of examples, and weighs an example as a whole by its label's class (its `class_weight`)
 *
 * Where targets are soft, the weight of an example is the targets' mean of the weights.
 */
const ClassWeights = z.strictObject({
  convention: Convention.default('keras'),
  weights: z.array(z.number().positive()).min(1),
})
type ClassWeights = z.infer<typeof ClassWeights>

/**
 * -sum(t log softmax(logits)), by ops that do not overflow. Smoothing (Szegedy et al. 2016) makes the targets
 * (1 - s) t + s / classes, in Keras as in PyTorch.
 */
export const softmaxCrossEntropy = defineLoss({
  name: 'softmax-cross-entropy',
  schema: z.strictObject({
    name: z.literal('softmax-cross-entropy'),
    labelSmoothing: z.number().min(0).lt(1).default(0),
    classWeights: ClassWeights.optional(),
  }),

  onTargets:
    ({ labelSmoothing, classWeights }) =>
    (graph, logits, targets) => {
      const smoothed = smooth(graph, targets, labelSmoothing)
      if (!classWeights) return meanOf(graph, dense(graph, logits, smoothed))
      const weights = weightTensor(graph, classWeights, targets.shape[1] as number)
      const perRow = sum(graph, mul(graph, targets, weights), [1])
      return weighted(graph, classWeights, logits, smoothed, weights, perRow)
    },

  onLabels:
    ({ labelSmoothing, classWeights }) =>
    (graph, logits, labels, classes) => {
      const off = labelSmoothing / classes
      const rows = () => oneHot(graph, labels, classes, 1 - labelSmoothing + off, off)
      if (!classWeights)
        return meanOf(graph, labelSmoothing === 0 ? sparse(graph, logits, labels) : dense(graph, logits, rows()))
      const weights = weightTensor(graph, classWeights, classes)
      const perRow = gather(graph, weights, labels)
      if (labelSmoothing > 0) return weighted(graph, classWeights, logits, rows(), weights, perRow)
      return divided(graph, classWeights, mul(graph, sparse(graph, logits, labels), perRow), perRow)
    },
})

const smooth = (graph: Graph, targets: Tensor, amount: number): Tensor =>
  amount === 0 ? targets : add(graph, mul(graph, targets, 1 - amount), amount / (targets.shape[1] as number))

function weightTensor(graph: Graph, { weights }: ClassWeights, classes: number): Tensor {
  if (weights.length !== classes)
    throw new Problem({
      code: 'class-weights',
      message: `the loss has ${weights.length} class weights for ${classes} classes`,
      remedy: 'give one weight for each class, in their order',
    })
  return constant(graph, weights)
}

function weighted(
  graph: Graph,
  config: ClassWeights,
  logits: Tensor,
  targets: Tensor,
  weights: Tensor,
  perRow: Tensor,
) {
  if (config.convention === 'keras')
    return divided(graph, config, mul(graph, dense(graph, logits, targets), perRow), perRow)
  // The fused op's gradient takes the targets to sum to 1, which weighted ones do not.
  const terms = mul(graph, mul(graph, targets, weights), logSoftmax(graph, logits))
  return divided(graph, config, neg(graph, sum(graph, terms, [1])), perRow)
}

const divided = (graph: Graph, { convention }: ClassWeights, perExample: Tensor, perRow: Tensor): LossParts =>
  convention === 'keras'
    ? meanOf(graph, perExample)
    : { numerator: total(graph, perExample), denominator: total(graph, perRow), perExample }
