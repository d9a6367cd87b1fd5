import { randomFrom } from '../../main/disk/testing/randomFrom'
import { encodePng } from './encodePng.mjs'

/** A PNG of noise, grey or RGB, the same for the same seed. */
export function pngFile(width: number, height: number, channels: 1 | 3, seed: number): Buffer {
  const random = randomFrom(seed)
  const pixels = Uint8Array.from({ length: width * height * channels }, () => random(256))
  return encodePng(pixels, width, height, channels)
}
