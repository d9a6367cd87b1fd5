import type { Placement } from '../../../shared/pictures/placement'
import type { PictureTarget } from '../../data/pictures/pictureDecoder'

/** Gives the pixels [height, width, channels] that a picture does not cover the background's colour. */
export function fillBeside(
  pixels: Uint8Array,
  { height, width }: { readonly height: number; readonly width: number },
  covered: Placement['covered'],
  { shape, background }: PictureTarget,
): void {
  const channels = shape[2]
  const colour = channels === 1 ? [greyOf(background)] : background
  for (let y = 0; y < height; y++) {
    const isInside = y >= covered.top && y < covered.top + covered.height
    for (let x = 0; x < width; x++) {
      if (isInside && x === covered.left) x += covered.width
      if (x >= width) break
      for (let channel = 0; channel < channels; channel++)
        pixels[(y * width + x) * channels + channel] = colour[channel] as number
    }
  }
}

/** A colour's luma as the decoder computes it for pixels. */
const greyOf = ([red, green, blue]: readonly [number, number, number]): number =>
  (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16
