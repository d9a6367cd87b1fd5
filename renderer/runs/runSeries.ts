import type { EpochPoint } from '../../shared/contract/studio/runs'
import type { CurvePoint } from '../../shared/curves/curvePoint'
import { smoothed } from '../../shared/curves/smooth'
import type { Series, SeriesPoint } from '../charts/series'

export type Figure = 'loss' | 'top1'

export interface RunSeriesWish {
  readonly figure: Figure
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly EpochPoint[]
  /** 0 to below 1. */
  readonly smoothing: number
  /** Steps of an epoch, and which part of a batch its last one is. */
  readonly stepsPerEpoch: number
  readonly lastBatch: number
  readonly colour: string
  readonly words: { readonly train: string; readonly validation: string }
}

/** A run's lines: training solid, validation dashed, one hue; with smoothing, what it was before faintly behind. */
export function runSeries(wish: RunSeriesWish): Series[] {
  const { figure, points, epochs, smoothing, stepsPerEpoch, lastBatch, colour, words } = wish
  const isLastBatch = (place: number) => points[place]?.steps === 1 && points[place].step % stepsPerEpoch === 0
  const train = points.map((point): SeriesPoint => ({ x: point.step, y: point[figure] }))
  const values = smoothed(
    train.map(({ y }) => y),
    smoothing,
    (place) => (isLastBatch(place) ? lastBatch : 1),
  )
  const validation = validationPoints(epochs, figure)
  return [
    ...(smoothing > 0 ? [{ id: 'raw', label: words.train, colour, isFaint: true, points: train }] : []),
    {
      id: 'train',
      label: words.train,
      colour,
      points: smoothing > 0 ? train.map(({ x }, k) => ({ x, y: values[k] ?? null })) : train,
    },
    ...(validation.length > 0
      ? [{ id: 'validation', label: words.validation, colour, isDashed: true, points: validation }]
      : []),
  ]
}

/** Another run in the same chart: the figures of its epochs, those of validation where it has them. */
export function otherSeries(
  id: string,
  label: string,
  colour: string,
  epochs: readonly EpochPoint[],
  figure: Figure,
): Series {
  const validation = validationPoints(epochs, figure)
  return {
    id,
    label,
    colour,
    isDashed: validation.length > 0,
    points:
      validation.length > 0 ? validation : epochs.map(({ step, train }) => ({ x: step, y: train[figure] ?? null })),
  }
}

const validationPoints = (epochs: readonly EpochPoint[], figure: Figure): SeriesPoint[] =>
  epochs.flatMap(({ step, validation }) => {
    const y = validation?.[figure]
    return validation && y !== undefined ? [{ x: step, y }] : []
  })

/** What else the points tell: the rate, the speed. */
export const pointSeries = (
  id: 'learningRate' | 'imagesPerSecond',
  label: string,
  colour: string,
  points: readonly CurvePoint[],
): Series => ({ id, label, colour, points: points.map((point) => ({ x: point.step, y: point[id] })) })
