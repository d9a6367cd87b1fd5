/**
 * Copies a stored picture [height, width, channels] into the place of the upright one, by EXIF's orientation 1 to 8. `height` and `width`
 * are those of the upright picture.
 */
export function turnUpright(
  stored: Uint8Array,
  into: Uint8Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  orientation: number,
): void {
  if (orientation === 1) {
    into.set(stored)
    return
  }
  const { start, row, column } = walk(orientation, height, width)
  let at = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (start + y * row + x * column) * channels
      for (let channel = 0; channel < channels; channel++) into[at++] = stored[from + channel] as number
    }
}

/** Where the upright picture's first pixel lies in the stored one, and how far it is to the next row and column, in pixels. */
function walk(orientation: number, height: number, width: number): { start: number; row: number; column: number } {
  // The rows of a picture that is stored lying down are `height` long.
  const [last, lying] = [height * width - 1, height]
  switch (orientation) {
    case 2:
      return { start: width - 1, row: width, column: -1 }
    case 3:
      return { start: last, row: -width, column: -1 }
    case 4:
      return { start: (height - 1) * width, row: -width, column: 1 }
    case 5:
      return { start: 0, row: 1, column: lying }
    case 6:
      return { start: (width - 1) * lying, row: 1, column: -lying }
    case 7:
      return { start: last, row: -1, column: -lying }
    case 8:
      return { start: lying - 1, row: -1, column: lying }
    default:
      throw new Error(`orientation ${orientation}`)
  }
}

/** Along which of its axes a stored picture is turned round when it is set upright by an EXIF orientation. */
export const mirroredAxes = (orientation: number): { readonly rows: boolean; readonly columns: boolean } => ({
  rows: [3, 4, 6, 7].includes(orientation),
  columns: [2, 3, 7, 8].includes(orientation),
})
