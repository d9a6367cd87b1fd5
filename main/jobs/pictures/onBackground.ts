import type { RawPixels } from '../../data/pictures/rawPixels'

/** Lays transparent pixels on a colour, in place: what comes back is RGB. Pictures without alpha stay as they are. */
export function onBackground(
  raw: RawPixels,
  background: readonly [number, number, number],
): RawPixels & { readonly channels: 3 } {
  const { width, height, channels, pixels } = raw
  if (channels === 3) return { width, height, channels, pixels }
  const count = width * height
  for (let k = 0; k < count; k++) {
    const alpha = (pixels[4 * k + 3] as number) / 255
    for (let channel = 0; channel < 3; channel++) {
      const under = background[channel] as number
      pixels[3 * k + channel] = Math.round(under + ((pixels[4 * k + channel] as number) - under) * alpha)
    }
  }
  return { width, height, channels: 3, pixels: pixels.subarray(0, 3 * count) }
}
