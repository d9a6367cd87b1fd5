import { hashNeighbours } from './hashNeighbours'
import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import { thumbnailLevel } from './thumbnail'

/** Pairs of pictures that show the same. */
export interface NearDuplicates {
  /** Positions i < j, sorted. */
  readonly pairs: readonly (readonly [i: number, j: number])[]
  /** `false`: the pictures are so much alike that the search was cut short, so there may be more. */
  readonly isComplete: boolean
}

/**
 * Least correlation of two thumbnails of near duplicates, and least deviation (0-255) of pictures that are compared.
 *
 * Measured on ../shared/data: with at most 4 of 64 bits of dHash apart *and* a correlation of 0.99, of 398 photos saved again as JPEG at
 * quality 50 to 90, halved, doubled, greyed or brightened by a tenth 99 % or more are found, of 32-pixel pictures 96 % or more (at quality 75
 * and better); among 6,000 different pictures of cifar no pair is named, among 6,000 digits of mnist 17. dHash alone names 4 and
 * 103,626: a sky and a black rim say little, and its bits are those of noise.
 */
export const nearCorrelation = 0.99
export const leastDeviation = 4

const pixels = thumbnailSide * thumbnailSide
/** The thumbnail at 4 x 4: a quick look before the whole one is compared. */
const coarseSide = 4
const coarsePixels = coarseSide * coarseSide

/**
 * Finds near duplicates: pictures that were scaled, saved again or slightly changed. dHash names the candidates, the correlation
 * of their thumbnails decides; pictures of nearly one level are left out, for there is nothing in them to compare.
 */
export function nearDuplicates(pictures: readonly (PictureMeasures | undefined)[], limit?: number): NearDuplicates {
  const positions: number[] = []
  pictures.forEach((measures, k) => {
    if (measures && measures.deviation >= leastDeviation) positions.push(k)
  })
  const measuresAt = (k: number) => pictures[positions[k] as number] as PictureMeasures
  const columns = {
    high: Uint32Array.from(positions, (_, k) => measuresAt(k).hash[0]),
    low: Uint32Array.from(positions, (_, k) => measuresAt(k).hash[1]),
  }
  const likeness = new Likeness(positions.length)
  for (let k = 0; k < positions.length; k++) likeness.put(k, measuresAt(k).thumbnail)
  const pairs: [number, number][] = []
  const isComplete = hashNeighbours(
    columns,
    (i, j) => {
      if (likeness.isNear(i, j)) pairs.push([positions[i] as number, positions[j] as number])
    },
    limit,
  )
  return { pairs: pairs.sort(([a, b], [c, d]) => a - c || b - d), isComplete }
}

/** Grey thumbnails side by side, and their correlation. */
class Likeness {
  private readonly levels: Uint8Array
  private readonly means: Float64Array
  /** Length of the vector of levels less their mean. */
  private readonly lengths: Float64Array
  /** Means of 4 x 4 blocks, less the mean, over the length: as far apart as the whole vectors at most. */
  private readonly coarse: Float32Array

  constructor(count: number) {
    this.levels = new Uint8Array(count * pixels)
    this.means = new Float64Array(count)
    this.lengths = new Float64Array(count)
    this.coarse = new Float32Array(count * coarsePixels)
  }

  put(k: number, thumbnail: Uint8Array): void {
    const own = this.levels.subarray(k * pixels, (k + 1) * pixels)
    let sum = 0
    let squares = 0
    for (let pixel = 0; pixel < pixels; pixel++) {
      const level = Math.round(
        0.299 * thumbnailLevel(thumbnail, pixel, 0) +
          0.587 * thumbnailLevel(thumbnail, pixel, 1) +
          0.114 * thumbnailLevel(thumbnail, pixel, 2),
      )
      own[pixel] = level
      sum += level
      squares += level * level
    }
    const mean = sum / pixels
    const length = Math.sqrt(Math.max(1, squares - sum * mean))
    this.means[k] = mean
    this.lengths[k] = length
    const block = thumbnailSide / coarseSide
    for (let pixel = 0; pixel < pixels; pixel++) {
      const row = Math.floor(pixel / thumbnailSide / block)
      const at = k * coarsePixels + row * coarseSide + Math.floor((pixel % thumbnailSide) / block)
      // The sum over a block divided by the root of its size is a projection on a unit vector.
      this.coarse[at] = (this.coarse[at] as number) + ((own[pixel] as number) - mean) / (length * block)
    }
  }

  isNear(i: number, j: number): boolean {
    let apart = 0
    for (let k = 0; k < coarsePixels; k++) {
      const d = (this.coarse[i * coarsePixels + k] as number) - (this.coarse[j * coarsePixels + k] as number)
      apart += d * d
    }
    // Of unit vectors: |a - b|^2 = 2 - 2 correlation.
    if (apart > 2 - 2 * nearCorrelation + 1e-6) return false
    const { levels } = this
    let product = 0
    for (let a = i * pixels, b = j * pixels, end = a + pixels; a < end; a++, b++)
      product += (levels[a] as number) * (levels[b] as number)
    const covariance = product - pixels * (this.means[i] as number) * (this.means[j] as number)
    return covariance >= nearCorrelation * (this.lengths[i] as number) * (this.lengths[j] as number)
  }
}
