import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import { thumbnailLevel } from './thumbnail'

/** Per channel (R, G, B), on the scale 0-1, over all pixels of all pictures; each picture weighs the same whatever its size. */
export interface ChannelStatistics {
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
}

/** `undefined` of no pictures. */
export function channelStatistics(pictures: Iterable<PictureMeasures>): ChannelStatistics | undefined {
  const means = [0, 0, 0]
  const squares = [0, 0, 0]
  let count = 0
  for (const { channelMeans, channelSquares } of pictures) {
    count++
    for (let c = 0; c < 3; c++) {
      means[c] = (means[c] as number) + (channelMeans[c] as number)
      squares[c] = (squares[c] as number) + (channelSquares[c] as number)
    }
  }
  if (count === 0) return undefined
  const mean = (c: number) => (means[c] as number) / count / 255
  const deviation = (c: number) => Math.sqrt(Math.max(0, (squares[c] as number) / count / 255 ** 2 - mean(c) ** 2))
  return { mean: [mean(0), mean(1), mean(2)], deviation: [deviation(0), deviation(1), deviation(2)] }
}

/** The mean of all pictures, 16 x 16 pixels, RGB bytes; `undefined` of no pictures. */
export function meanImage(pictures: Iterable<PictureMeasures>): Uint8Array | undefined {
  const pixels = thumbnailSide * thumbnailSide
  const sums = new Float64Array(pixels * 3)
  let count = 0
  for (const { thumbnail } of pictures) {
    count++
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let c = 0; c < 3; c++)
        sums[pixel * 3 + c] = (sums[pixel * 3 + c] as number) + thumbnailLevel(thumbnail, pixel, c)
  }
  return count === 0 ? undefined : Uint8Array.from(sums, (sum) => Math.round(sum / count))
}
