import { z } from 'zod'
import { softmax } from '../../graph/ops/functions'
import { squaredDifference } from '../../graph/ops/loss'
import { defineLoss } from './loss'
import { meanOfElements } from './parts'

/**
 * The mean of (y - t)^2 over all outputs of all examples. With class labels t is the label's one-hot row. `of` says what y
 * is: the network's `outputs` as they are, or their `softmax`, a probability for each class (the Brier score divided by the
 * number of classes).
 */
export const meanSquaredError = defineLoss({
  name: 'mean-squared-error',
  schema: z.strictObject({
    name: z.literal('mean-squared-error'),
    of: z.enum(['outputs', 'softmax']).default('softmax'),
  }),
  onTargets:
    ({ of }) =>
    (graph, logits, targets) =>
      meanOfElements(graph, squaredDifference(graph, of === 'softmax' ? softmax(graph, logits) : logits, targets)),
})
