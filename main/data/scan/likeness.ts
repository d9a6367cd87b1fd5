import type { HashColumns } from './hashNeighbours'
import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import { thumbnailLevel } from './thumbnail'

/**
 * Least correlation of the thumbnails of two near duplicates.
 *
 * Measured on ../shared/data, with at most 4 of 64 bits of dHash apart and this correlation: of 398 photos saved again as JPEG of quality
 * 50 to 90, halved, doubled, greyed or brightened by a tenth 99 % or more are found, of 600 pictures of 32 pixels saved at quality 75
 * and more or brightened by a tenth 96 % or more; among 398 different photos and 6,000 of cifar no pair is named, among 6,000 digits
 * of mnist 17. dHash alone names 4 pairs of cifar and 103,626 of mnist: an even sky and a black rim leave its bits to chance.
 */
export const nearCorrelation = 0.99

/** Below this deviation of its levels (0-255) there is nothing in a picture to compare. */
export const leastDeviation = 4

const pixels = thumbnailSide * thumbnailSide
/** The thumbnail at 4 x 4: a quick look before the whole one is compared. */
const coarseSide = 4
const coarsePixels = coarseSide * coarseSide

/** What near duplicates are found by: hashes and grey thumbnails of many pictures, 350 bytes each. */
export class Likeness {
  private readonly high: Uint32Array
  private readonly low: Uint32Array
  private readonly deviations: Float32Array
  private readonly levels: Uint8Array
  private readonly sums: Uint32Array
  /** Length of the vector of levels less their mean. */
  private readonly lengths: Float32Array
  /** The vector of length 1 at 4 x 4: two of these are as far apart as the whole ones at most. */
  private readonly coarse: Float32Array

  constructor(count: number) {
    this.high = new Uint32Array(count)
    this.low = new Uint32Array(count)
    this.deviations = new Float32Array(count)
    this.levels = new Uint8Array(count * pixels)
    this.sums = new Uint32Array(count)
    this.lengths = new Float32Array(count)
    this.coarse = new Float32Array(count * coarsePixels)
  }

  put(k: number, { hash, deviation, thumbnail }: Pick<PictureMeasures, 'hash' | 'deviation' | 'thumbnail'>): void {
    this.high[k] = hash[0]
    this.low[k] = hash[1]
    this.deviations[k] = deviation
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
    this.sums[k] = sum
    this.lengths[k] = length
    const block = thumbnailSide / coarseSide
    for (let pixel = 0; pixel < pixels; pixel++) {
      const row = Math.floor(pixel / thumbnailSide / block)
      const at = k * coarsePixels + row * coarseSide + Math.floor((pixel % thumbnailSide) / block)
      // The sum over a block divided by the root of its size is a projection on a vector of length 1.
      this.coarse[at] = (this.coarse[at] as number) + ((own[pixel] as number) - mean) / (length * block)
    }
  }

  deviation(k: number): number {
    return this.deviations[k] as number
  }

  hashes(positions: readonly number[]): HashColumns {
    return {
      high: Uint32Array.from(positions, (k) => this.high[k] as number),
      low: Uint32Array.from(positions, (k) => this.low[k] as number),
    }
  }

  /** Whether the thumbnails correlate. */
  isNear(i: number, j: number): boolean {
    let apart = 0
    for (let k = 0; k < coarsePixels; k++) {
      const d = (this.coarse[i * coarsePixels + k] as number) - (this.coarse[j * coarsePixels + k] as number)
      apart += d * d
    }
    // Of vectors of length 1: |a - b|^2 = 2 - 2 correlation. A little more, for these are single precision.
    if (apart > 2 - 2 * nearCorrelation + 1e-5) return false
    const { levels } = this
    let product = 0
    for (let a = i * pixels, b = j * pixels, end = a + pixels; a < end; a++, b++)
      product += (levels[a] as number) * (levels[b] as number)
    const covariance = product - ((this.sums[i] as number) * (this.sums[j] as number)) / pixels
    return covariance >= nearCorrelation * (this.lengths[i] as number) * (this.lengths[j] as number)
  }
}
