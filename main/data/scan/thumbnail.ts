import { areaAverage } from './areaAverage'
import { thumbnailSide } from './pictureMeasures'
import type { ScanSize } from './scanSize'

/** The picture at 16 x 16, each pixel the mean of what it covers; one value a pixel where it is grey, else three. */
export function thumbnailOf(rgb: Uint8Array, [height, width]: ScanSize, isGrey: boolean): Uint8Array {
  const channels = isGrey ? 1 : 3
  const small = new Uint8Array(thumbnailSide * thumbnailSide * channels)
  const values = new Uint8Array(height * width)
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < values.length; pixel++) values[pixel] = rgb[pixel * 3 + channel] as number
    const means = areaAverage({ values, height, width }, thumbnailSide, thumbnailSide)
    for (let pixel = 0; pixel < means.length; pixel++)
      small[pixel * channels + channel] = Math.round(means[pixel] as number)
  }
  return small
}

/** A channel of a thumbnail's pixel: 0 red, 1 green, 2 blue. */
export const thumbnailLevel = (thumbnail: Uint8Array, pixel: number, channel: number): number =>
  (thumbnail.length === thumbnailSide * thumbnailSide ? thumbnail[pixel] : thumbnail[pixel * 3 + channel]) as number
