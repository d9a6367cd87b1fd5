import { z } from 'zod'
import { isBetter, MetricName } from './metrics/metricName'

/** Keeps the weights of the epoch that was best by `metric`, beside the newest. */
export const KeepBest = z.strictObject({ metric: MetricName.default('validation.loss') })
export type KeepBest = z.infer<typeof KeepBest>

/** The best epoch so far; what a checkpoint keeps of it. */
export const BestSoFar = z.strictObject({
  value: z.number(),
  epoch: z.number().int().nonnegative(),
  /** Steps done when it ended. */
  step: z.number().int().nonnegative(),
})
export type BestSoFar = z.infer<typeof BestSoFar>

/** The better of the two: the same object as `best` if the candidate is not better. Equal is not better: the earlier one stays. */
export const betterOf = (
  { metric }: KeepBest,
  best: BestSoFar | undefined,
  candidate: BestSoFar,
): BestSoFar | undefined => (isBetter(metric, candidate.value, best?.value ?? null) ? candidate : best)
