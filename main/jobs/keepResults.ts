import type { PictureResults } from '../../shared/evaluation/pictureResults'
import type { Batch } from '../data/batches'

/** What the signature `examine` says of a batch, as far as it is kept. */
export interface Examined {
  /** [n]. */
  readonly losses: Float32Array | number
  /** [n, classes]. */
  readonly probabilities: Float32Array
}

type Kept = Omit<PictureResults, 'head'>

export const emptyResults = (images: number, top: number): Kept => ({
  labels: new Int32Array(images),
  losses: new Float32Array(images),
  classes: new Int32Array(images * top),
  probabilities: new Float32Array(images * top),
})

/** Puts a batch into its places: label, loss and the likeliest classes of each picture. */
export function keepResults(kept: Kept, { labels, indices }: Batch, examined: Examined, classes: number): void {
  const top = kept.classes.length / kept.labels.length
  const { losses, probabilities } = examined
  for (const [k, index] of indices.entries()) {
    kept.labels[index] = labels[k] as number
    kept.losses[index] = typeof losses === 'number' ? losses : (losses[k] as number)
    const own = probabilities.subarray(k * classes, (k + 1) * classes)
    for (const [place, best] of likeliest(own, top).entries()) {
      kept.classes[index * top + place] = best
      kept.probabilities[index * top + place] = own[best] as number
    }
  }
}

/** Places of the largest values, the largest first; of equal ones the first. What is no number comes last. */
export function likeliest(values: Float32Array, count: number): number[] {
  const found: number[] = []
  for (let round = 0; round < count; round++) {
    let best = -1
    for (let k = 0; k < values.length; k++) {
      if (found.includes(k)) continue
      if (best < 0 || (values[k] as number) > (values[best] as number) || Number.isNaN(values[best])) best = k
    }
    found.push(best)
  }
  return found
}
