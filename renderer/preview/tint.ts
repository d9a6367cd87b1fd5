/** From dark blue over blue to white, in both themes: what is strong is bright. */
const stops: readonly (readonly [at: number, red: number, green: number, blue: number])[] = [
  [0, 14, 22, 60],
  [96, 38, 66, 142],
  [176, 92, 140, 214],
  [255, 244, 249, 255],
]

/** RGBA of each level, as ImageData has them. */
export const tint: readonly (readonly [number, number, number])[] = Array.from({ length: 256 }, (_, level) => {
  const above = stops.findIndex(([at]) => at >= level)
  const [to, from] = [stops[above], stops[Math.max(0, above - 1)]] as [(typeof stops)[number], (typeof stops)[number]]
  const part = to[0] === from[0] ? 0 : (level - from[0]) / (to[0] - from[0])
  const mix = (k: 1 | 2 | 3) => Math.round(from[k] + (to[k] - from[k]) * part)
  return [mix(1), mix(2), mix(3)]
})

/** Grey levels as tinted RGBA. */
export function tinted(levels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(levels.length * 4)
  levels.forEach((level, k) => {
    pixels.set([...(tint[level] as readonly [number, number, number]), 255], k * 4)
  })
  return pixels
}

/** Bytes of a picture of 1 or 3 channels as RGBA; of more the first three. */
export function coloured(bytes: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = Math.floor(bytes.length / channels)
  const pixels = new Uint8ClampedArray(count * 4)
  for (let k = 0; k < count; k++)
    for (let c = 0; c < 4; c++)
      pixels[k * 4 + c] = c === 3 ? 255 : (bytes[k * channels + (channels >= 3 ? c : 0)] as number)
  return pixels
}
