import type { PictureResults } from '../../shared/evaluation/pictureResults'
import type { SplitFigures } from '../../shared/records/metrics'
import { batchCount } from '../../shared/training/batchCount'
import type { ConfusionMatrix } from '../../shared/training/metrics/confusion'
import { batches } from '../data/batches'
import type { DataSet, Split } from '../data/dataSet'
import { readAhead } from '../data/readAhead'
import { yieldToOthers } from '../data/yieldToOthers'
import type { Session } from '../engine/session'
import { finite } from './finite'
import { type Examined, emptyResults, keepResults } from './keepResults'

/** How a network does on the images of a split, in inference. */
export interface Assessment {
  readonly images: number
  readonly figures: SplitFigures
  /** Rows are the true classes. */
  readonly confusion: ConfusionMatrix
  /** Milliseconds in the network, for one picture. */
  readonly msPerPicture: number
  /** What was said of each, where that was asked for. */
  readonly pictures: Omit<PictureResults, 'head'> | undefined
}

export interface AssessOptions {
  readonly session: Session
  readonly data: DataSet
  readonly split: Split
  readonly batchSize: number
  /** Keep so many classes of each picture. */
  readonly top?: number | undefined
  readonly onBatch?: (done: number, total: number) => void
  /** Looked at between batches: true gives it up. */
  readonly shouldStop?: () => boolean
}

/** `undefined` if it was given up. Yields between batches, so that commands get in. */
export async function assess(options: AssessOptions): Promise<Assessment | undefined> {
  const { session, data, split, batchSize, onBatch, shouldStop } = options
  const total = batchCount(data.count(split), batchSize)
  const confusion = data.classes.map(() => new Array<number>(data.classes.length).fill(0))
  const sums = { numerator: 0, denominator: 0, top1: 0, top5: 0 }
  const images = data.count(split)
  const pictures = options.top === undefined ? undefined : emptyResults(images, options.top)
  let ms = 0
  for await (const batch of readAhead(batches(data, split, { batchSize }))) {
    await yieldToOthers()
    if (shouldStop?.()) return undefined
    const began = performance.now()
    const result = session.call(pictures ? 'examine' : 'evaluate', { images: batch.images, labels: batch.labels })
    ms += performance.now() - began
    if (pictures) keepResults(pictures, batch, result as unknown as Examined, data.classes.length)
    for (const key of ['numerator', 'denominator', 'top1', 'top5'] as const) sums[key] += result[key] as number
    const predictions = result.predictions as Int32Array
    batch.labels.forEach((label, k) => {
      const row = confusion[label] as number[]
      const predicted = predictions[k] as number
      row[predicted] = (row[predicted] as number) + 1
    })
    onBatch?.(batch.index + 1, total)
  }
  return {
    images,
    figures: {
      loss: finite(sums.numerator / sums.denominator),
      top1: finite(sums.top1 / images),
      top5: finite(sums.top5 / images),
    },
    confusion,
    msPerPicture: images > 0 ? ms / images : 0,
    pictures,
  }
}
