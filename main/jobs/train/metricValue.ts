import type { SplitFigures } from '../../../shared/records/metrics'
import type { MetricName } from '../../../shared/training/metrics/metricName'

/** An epoch's value of a metric; NaN where there is none. Without validation images the training figure stands in. */
export function metricValue(metric: MetricName, train: SplitFigures, validation: SplitFigures | undefined): number {
  const [split, figure] = metric.split('.') as ['training' | 'validation', keyof SplitFigures]
  const figures = split === 'validation' ? (validation ?? train) : train
  return figures[figure] ?? Number.NaN
}
