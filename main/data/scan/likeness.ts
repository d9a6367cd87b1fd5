import type { HashColumns } from './hashNeighbours'
import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import { thumbnailLevel } from './thumbnail'

/**
 * Least correlation of the thumbnails of two near duplicates; a higher one where a picture is small, for there is less in it that could
 * differ.
 *
 * Measured on ../shared/data, with at most 4 of 64 bits of dHash apart and these correlations: of 398 photos saved again as JPEG of
 * quality 50 to 90, halved, doubled or greyed 99 % or more are found, brightened by a tenth 98 %; of 600 pictures of 32 pixels saved at
 * quality 75 or 90 or doubled 99 %, brightened by a tenth 96 %. Among 398 different photos, 6,000 pictures of cifar and 6,000 digits of
 * mnist no pair is named. dHash alone names 4 pairs of cifar and 86,840 of mnist: an even sky and a black rim leave its bits to chance.
 */
const nearCorrelation = { large: 0.99, small: 0.995 } as const

/** A picture whose shorter side has fewer pixels is small. */
const smallSide = 64

/** Below this deviation of its levels (0-255) there is nothing in a picture to compare. */
export const leastDeviation = 4

const pixels = thumbnailSide * thumbnailSide
/** The thumbnail at 4 x 4: a quick look before the whole one is compared. */
const coarseSide = 4
const coarsePixels = coarseSide * coarseSide
const block = thumbnailSide / coarseSide
/** In which block a pixel lies. */
const coarseOf = Uint8Array.from({ length: pixels }, (_, pixel) => {
  const row = Math.floor(pixel / thumbnailSide / block)
  return row * coarseSide + Math.floor((pixel % thumbnailSide) / block)
})

/** What near duplicates are found by: hashes and grey thumbnails of many pictures, 350 bytes each. */
export class Likeness {
  private readonly high: Uint32Array
  private readonly low: Uint32Array
  private readonly deviations: Float32Array
  /** 1: small. */
  private readonly smalls: Uint8Array
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
    this.smalls = new Uint8Array(count)
    this.levels = new Uint8Array(count * pixels)
    this.sums = new Uint32Array(count)
    this.lengths = new Float32Array(count)
    this.coarse = new Float32Array(count * coarsePixels)
  }

  /** `size` is that of the picture itself, in pixels. */
  put(
    k: number,
    { hash, deviation, thumbnail }: Pick<PictureMeasures, 'hash' | 'deviation' | 'thumbnail'>,
    size: { readonly width: number; readonly height: number },
  ): void {
    this.high[k] = hash[0]
    this.low[k] = hash[1]
    this.deviations[k] = deviation
    this.smalls[k] = Math.min(size.width, size.height) < smallSide ? 1 : 0
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
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = k * coarsePixels + (coarseOf[pixel] as number)
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
    const least = this.smalls[i] || this.smalls[j] ? nearCorrelation.small : nearCorrelation.large
    let apart = 0
    for (let k = 0; k < coarsePixels; k++) {
      const d = (this.coarse[i * coarsePixels + k] as number) - (this.coarse[j * coarsePixels + k] as number)
      apart += d * d
    }
    // Of vectors of length 1: |a - b|^2 = 2 - 2 correlation. A little more, for these are single precision.
    if (apart > 2 - 2 * least + 1e-5) return false
    const { levels } = this
    let product = 0
    for (let a = i * pixels, b = j * pixels, end = a + pixels; a < end; a++, b++)
      product += (levels[a] as number) * (levels[b] as number)
    const covariance = product - ((this.sums[i] as number) * (this.sums[j] as number)) / pixels
    return covariance >= least * (this.lengths[i] as number) * (this.lengths[j] as number)
  }
}
