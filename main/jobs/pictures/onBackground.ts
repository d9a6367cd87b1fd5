import type { RawPixels } from '../../data/pictures/rawPixels'

/** Transparent pixels laid on a colour, in an array of their own. Pictures without alpha stay as they are, and so does their array. */
export function onBackground(
  raw: RawPixels,
  background: readonly [number, number, number],
): RawPixels & { readonly channels: 3 } {
  const { width, height, channels, pixels } = raw
  if (channels === 3) return { width, height, channels, pixels }
  const count = width * height
  const opaque = new Uint8Array(3 * count)
  for (let k = 0; k < count; k++) {
    const alpha = (pixels[4 * k + 3] as number) / 255
    for (let channel = 0; channel < 3; channel++) {
      const under = background[channel] as number
      opaque[3 * k + channel] = Math.round(under + ((pixels[4 * k + channel] as number) - under) * alpha)
    }
  }
  return { width, height, channels: 3, pixels: opaque }
}
