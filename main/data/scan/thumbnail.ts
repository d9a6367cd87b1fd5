import { thumbnailSide } from './pictureMeasures'

/** The picture at 16 x 16, each pixel the mean of a block; one value a pixel where it is grey, else three. */
export function thumbnailOf(rgb: Uint8Array, side: number, isGrey: boolean): Uint8Array {
  if (side % thumbnailSide !== 0)
    throw new Error(`a picture of ${side} pixels a side has no ${thumbnailSide} equal blocks`)
  const block = side / thumbnailSide
  const channels = isGrey ? 1 : 3
  const small = new Uint8Array(thumbnailSide * thumbnailSide * channels)
  for (let y = 0; y < thumbnailSide; y++)
    for (let x = 0; x < thumbnailSide; x++)
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0
        for (let row = y * block; row < (y + 1) * block; row++)
          for (let column = x * block; column < (x + 1) * block; column++)
            sum += rgb[(row * side + column) * 3 + channel] as number
        small[(y * thumbnailSide + x) * channels + channel] = Math.round(sum / (block * block))
      }
  return small
}

/** A channel of a thumbnail's pixel: 0 red, 1 green, 2 blue. */
export const thumbnailLevel = (thumbnail: Uint8Array, pixel: number, channel: number): number =>
  (thumbnail.length === thumbnailSide * thumbnailSide ? thumbnail[pixel] : thumbnail[pixel * 3 + channel]) as number
