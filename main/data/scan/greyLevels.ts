/**
 * Brightness of each pixel, 0-255, of RGB bytes one pixel behind the other: 0.299 R + 0.587 G + 0.114 B, as JPEG has it.
 * @see ITU-R BT.601
 */
export function greyLevels(rgb: Uint8Array): Float32Array {
  const grey = new Float32Array(rgb.length / 3)
  for (let i = 0, at = 0; i < grey.length; i++, at += 3)
    grey[i] = 0.299 * (rgb[at] as number) + 0.587 * (rgb[at + 1] as number) + 0.114 * (rgb[at + 2] as number)
  return grey
}
