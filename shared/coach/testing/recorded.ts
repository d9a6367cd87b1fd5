import type { EpochPoint, LayersNews } from '../../contract/studio/runs'
import { pointOf } from '../../curves/curvePoint'
import type { Signals } from '../signals'
import recordings from './recordedCurves.json'

/**
 * Runs of LeNet-5 on sample:digits that were recorded: `good` (rate 2e-3), `high` (0.3), `low` (1e-7), `fit` (15 % of the pictures, 60 epochs).
 *
 * @param epochs how many of them have been done
 */
export function recorded(name: keyof typeof recordings, epochs = Number.POSITIVE_INFINITY): Signals {
  const { steps, epochs: all, look } = recordings[name]
  const done = (all as unknown as EpochPoint[]).slice(0, epochs)
  const last = done[done.length - 1]?.step ?? 0
  const rate = all[0]?.learningRate ?? 0
  const points = (steps as [number, number | null, number][])
    .filter(([step]) => step <= last)
    .map(([step, loss, top1]) => pointOf({ step, loss, top1, learningRate: rate, imagesPerSecond: null }))
  const { layers, step, gradients, weights, dead } = look
  const news: LayersNews = { step, gradients, weights, dead }
  return { points, epochs: done, classes: 10, learningRate: rate, layers, look: news, isBroken: false }
}
