import type { z } from 'zod'
import type { Graph, Tensor } from '../../graph/graph'

/**
 * A loss in parts: it is numerator / denominator. Over several batches the sums of both are divided, so that a smaller
 * last batch weighs what it should.
 */
export interface LossParts {
  /** float32 scalar, the sum of `perExample`. */
  readonly numerator: Tensor
  /** float32 scalar that no gradient flows into: the number of examples, or the sum of their weights. */
  readonly denominator: Tensor
  /** float32 [n]. */
  readonly perExample: Tensor
}

/** The loss against class numbers: logits [n, classes], labels int32 [n]. */
export type LabelLoss = (graph: Graph, logits: Tensor, labels: Tensor, classes: number) => LossParts
/** The loss against a distribution or a target for each output: both float32 [n, classes]. */
export type TargetLoss = (graph: Graph, logits: Tensor, targets: Tensor) => LossParts

/** One loss, as data. */
export interface LossDefinition<C extends object> {
  readonly name: string
  /** Configuration with its defaults; unknown keys are refused. */
  readonly schema: z.ZodType<C>
  /** For targets of any kind: mixup's, a teacher's. */
  onTargets(config: C): TargetLoss
  /** A faster way for plain labels, where there is one; absent: `onTargets` of their one-hot rows. */
  onLabels?(config: C): LabelLoss | undefined
}

/** Declares a loss, keeping the types of its configuration. */
export const defineLoss = <S extends z.ZodType<object>>(definition: {
  readonly name: string
  readonly schema: S
  onTargets(config: z.infer<S>): TargetLoss
  onLabels?(config: z.infer<S>): LabelLoss | undefined
}) => definition
