import { z } from 'zod'
import { isBetter, MetricName } from './metrics/metricName'

/** Stops a run whose `metric` has not got better by more than `minimumDelta` for `patience` epochs in a row. */
export const EarlyStopping = z.strictObject({
  metric: MetricName.default('validation.loss'),
  patience: z.number().int().min(1).default(10),
  minimumDelta: z.number().nonnegative().default(0),
})
export type EarlyStopping = z.infer<typeof EarlyStopping>

/** What a checkpoint keeps of it. */
export const EarlyStoppingState = z.strictObject({
  best: z.number().nullable(),
  /** Epochs since. */
  waited: z.number().int().nonnegative(),
})
export type EarlyStoppingState = z.infer<typeof EarlyStoppingState>

export const startWaiting: EarlyStoppingState = { best: null, waited: 0 }

/** The state after an epoch that ended with `value`. NaN is an epoch without progress. */
export function waitOn(
  { metric, minimumDelta }: EarlyStopping,
  state: EarlyStoppingState,
  value: number,
): EarlyStoppingState {
  return isBetter(metric, value, state.best, minimumDelta)
    ? { best: value, waited: 0 }
    : { ...state, waited: state.waited + 1 }
}

export const shouldStop = ({ patience }: EarlyStopping, { waited }: EarlyStoppingState): boolean => waited >= patience
