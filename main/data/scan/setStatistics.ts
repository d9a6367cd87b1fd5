import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import { thumbnailLevel } from './thumbnail'

/** Per channel (R, G, B), on the scale 0-1. */
export interface ChannelStatistics {
  readonly mean: [number, number, number]
  readonly deviation: [number, number, number]
}

/** Mean and deviation over all pixels of many pictures, and their mean image. Each picture weighs the same whatever its size. */
export class SetStatistics {
  private count = 0
  private readonly means = new Float64Array(3)
  private readonly squares = new Float64Array(3)
  private readonly thumbnails = new Float64Array(thumbnailSide * thumbnailSide * 3)

  add({ channelMeans, channelSquares, thumbnail }: PictureMeasures): void {
    this.count++
    const { means, squares, thumbnails } = this
    for (let c = 0; c < 3; c++) {
      means[c] = (means[c] as number) + (channelMeans[c] as number)
      squares[c] = (squares[c] as number) + (channelSquares[c] as number)
    }
    for (let k = 0, pixel = 0; pixel < thumbnailSide * thumbnailSide; pixel++)
      for (let c = 0; c < 3; c++, k++) thumbnails[k] = (thumbnails[k] as number) + thumbnailLevel(thumbnail, pixel, c)
  }

  /** `undefined` of no pictures. */
  channels(): ChannelStatistics | undefined {
    const { count, means, squares } = this
    if (count === 0) return undefined
    const mean = (c: number) => (means[c] as number) / count / 255
    const deviation = (c: number) => Math.sqrt(Math.max(0, (squares[c] as number) / count / 255 ** 2 - mean(c) ** 2))
    return { mean: [mean(0), mean(1), mean(2)], deviation: [deviation(0), deviation(1), deviation(2)] }
  }

  /** 16 x 16 pixels, RGB bytes; `undefined` of no pictures. */
  meanImage(): Uint8Array | undefined {
    return this.count === 0 ? undefined : Uint8Array.from(this.thumbnails, (sum) => Math.round(sum / this.count))
  }
}
