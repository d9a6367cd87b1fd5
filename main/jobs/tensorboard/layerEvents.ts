import type { Histogram, LayersRow } from '../../../shared/records/layersRow'
import type { EventHistogram, EventValue, TrainingEvent } from '../../formats/tensorboard'

/**
 * Looks at the layers as TensorBoard shows them: norms of gradients and weights as figures, how the values of each layer's largest array lie (of
 * the sample that the run wrote down) as histograms, and the part of dead channels behind ReLUs.
 */
export function layerEvents(rows: readonly LayersRow[], timeOf: (step: number) => number): TrainingEvent[] {
  return rows.map(({ step, layers, dead = [] }) => ({
    seconds: timeOf(step),
    step,
    values: [
      ...layers.flatMap(({ layer, gradient, weight, histogram }): EventValue[] => [
        ...(gradient === null ? [] : [{ tag: `gradient_norm/${layer}`, value: gradient }]),
        ...(weight === null ? [] : [{ tag: `weight_norm/${layer}`, value: weight }]),
        ...(histogram ? [{ tag: `weights/${layer}`, value: bucketsOf(histogram) }] : []),
      ]),
      ...dead.map(({ layer, share }) => ({ tag: `dead_channels/${layer}`, value: share })),
    ],
  }))
}

/** Equal bins by their upper edges. All values alike give bins of no width: one that holds them is enough, and TensorBoard wants rising edges. */
function bucketsOf({ from, to, counts }: Histogram): EventHistogram {
  if (from === to) {
    const count = counts.reduce((sum, one) => sum + one, 0)
    return { least: from, most: to, limits: [to], counts: [count] }
  }
  const width = (to - from) / counts.length
  // The last edge as it is: a sum would miss it by rounding.
  const limits = counts.map((_, k) => (k === counts.length - 1 ? to : from + (k + 1) * width))
  return { least: from, most: to, limits, counts }
}
