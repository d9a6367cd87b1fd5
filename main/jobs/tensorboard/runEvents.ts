import type { MetricRow, SplitFigures } from '../../../shared/records/metrics'
import type { EventValue, TrainingEvent } from '../../formats/tensorboard'

export interface RunEvents {
  readonly train: readonly TrainingEvent[]
  readonly validation: readonly TrainingEvent[]
}

/**
 * What TensorBoard is told of a run. Tags of epochs are those of Keras' callback (`epoch_loss` over training and validation lie in one
 * chart). Rows have no time of their own: it is counted from `startSeconds` (since 1970) by the epochs' training time, evenly within each.
 */
export function runEvents(rows: readonly MetricRow[], startSeconds: number): RunEvents {
  const timeOf = clockOf(rows, startSeconds)
  const train: TrainingEvent[] = []
  const validation: TrainingEvent[] = []
  for (const row of rows) {
    const at = { seconds: timeOf(row.step), step: row.step }
    if (row.kind === 'step') {
      const { loss, top1, learningRate, imagesPerSecond } = row
      train.push({
        ...at,
        values: known({ loss, top1, learning_rate: learningRate, images_per_second: imagesPerSecond }),
      })
      continue
    }
    train.push({ ...at, values: ofEpoch(row.train) })
    if (row.validation) validation.push({ ...at, values: ofEpoch(row.validation) })
  }
  return { train, validation }
}

const ofEpoch = ({ loss, top1, top5 }: SplitFigures): EventValue[] =>
  known({ epoch_loss: loss, epoch_top1: top1, epoch_top5: top5 })

/** Without what is not there: a loss that was no number is a hole in the curve. */
const known = (figures: Readonly<Record<string, number | null | undefined>>): EventValue[] =>
  Object.entries(figures).flatMap(([tag, value]) => (value === null || value === undefined ? [] : [{ tag, value }]))

/** The time of a step: between the ends of the epochs around it; behind the last one, at the pace of that. */
export function clockOf(rows: readonly MetricRow[], startSeconds: number): (step: number) => number {
  const ends = [{ step: 0, seconds: startSeconds }]
  for (const row of rows)
    if (row.kind === 'epoch')
      ends.push({ step: row.step, seconds: (ends.at(-1)?.seconds ?? startSeconds) + row.seconds })
  return (step) => {
    const after = ends.findIndex((end) => end.step >= step)
    const [from, to] = (after < 0 ? ends.slice(-2) : ends.slice(Math.max(0, after - 1), after + 1)) as [End, End?]
    if (!to || to.step === from.step) return from.seconds
    return from.seconds + ((step - from.step) / (to.step - from.step)) * (to.seconds - from.seconds)
  }
}

interface End {
  readonly step: number
  readonly seconds: number
}
