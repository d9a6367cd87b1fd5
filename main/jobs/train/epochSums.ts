import type { SplitFigures } from '../../../shared/records/metrics'
import { finite } from '../finite'

/** Sums over the images of an epoch so far; kept in a checkpoint, so that an epoch that was cut in two has one mean. */
export type EpochSums = { images: number; loss: number; top1: number; top5: number }

export const noSums: EpochSums = { images: 0, loss: 0, top1: 0, top5: 0 }

/** `loss` is the batch's mean, `top1` and `top5` how many of its images are right. */
export function addBatch(
  sums: EpochSums,
  images: number,
  { loss, top1, top5 }: { loss: number; top1: number; top5: number },
): EpochSums {
  return {
    images: sums.images + images,
    loss: sums.loss + loss * images,
    top1: sums.top1 + top1,
    top5: sums.top5 + top5,
  }
}

export function epochFigures({ images, loss, top1, top5 }: EpochSums): SplitFigures {
  return { loss: finite(loss / images), top1: finite(top1 / images), top5: finite(top5 / images) }
}

/** What a checkpoint has, parsed; a missing sum is 0. */
export const sumsFrom = (kept: Readonly<Record<string, number>>): EpochSums => ({ ...noSums, ...kept })
