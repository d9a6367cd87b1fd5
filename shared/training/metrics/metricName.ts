import { z } from 'zod'

/** What an epoch is judged by: a loss (lower is better) or a part of right answers (higher is better). */
export const MetricName = z.enum([
  'training.loss',
  'training.top1',
  'training.top5',
  'validation.loss',
  'validation.top1',
  'validation.top5',
])
export type MetricName = z.infer<typeof MetricName>

/** Whether `value` beats `best` by more than `minimumDelta`. NaN and infinities beat nothing (and JSON cannot keep them). */
export function isBetter(metric: MetricName, value: number, best: number | null, minimumDelta = 0): boolean {
  if (!Number.isFinite(value)) return false
  if (best === null) return true
  return metric.endsWith('.loss') ? value < best - minimumDelta : value > best + minimumDelta
}
