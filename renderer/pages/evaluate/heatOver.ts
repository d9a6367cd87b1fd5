/** Heat as a layer over a picture: amber, the more the stronger, nothing where there is none. */
export function heatOver(heat: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(heat.length * 4)
  heat.forEach((level, k) => {
    pixels.set([255, 150 + Math.round(level * 0.35), 40, Math.round(level * 0.78)], k * 4)
  })
  return pixels
}

/** A picture without its colours and a little darker, so that heat stands out on it. */
export function greyed(pixels: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = Math.floor(pixels.length / channels)
  const grey = new Uint8ClampedArray(count * 4)
  for (let k = 0; k < count; k++) {
    const at = k * channels
    const [red, green, blue] =
      channels >= 3 ? [pixels[at], pixels[at + 1], pixels[at + 2]] : [pixels[at], pixels[at], pixels[at]]
    // ITU-R BT.601, as Pillow has it.
    const luma = 0.299 * (red as number) + 0.587 * (green as number) + 0.114 * (blue as number)
    grey.set([luma * 0.8, luma * 0.8, luma * 0.8, 255], k * 4)
  }
  return grey
}
