/** Digits as bytes: 28x28 each, one behind the other, and what each shows. */
export interface Digits {
  readonly pixels: Uint8Array
  readonly labels: Int32Array
}

const pixelsPerDigit = 28 * 28
const comma = 44
const lineBreak = 10
const zero = 48

/** The table: a digit a line, 784 pixels 0-255 and the label behind them, with commas between. The text is known by its hash. */
export function parseDigits(csv: Uint8Array): Digits {
  const values = new Uint8Array(csv.length >> 1)
  let count = 0
  let value = 0
  for (const sign of csv)
    if (sign === comma || sign === lineBreak) {
      values[count++] = value
      value = 0
    } else value = value * 10 + sign - zero
  const rows = count / (pixelsPerDigit + 1)
  if (!Number.isInteger(rows)) throw new Error(`${count} values are no whole number of digits`)
  const pixels = new Uint8Array(rows * pixelsPerDigit)
  const labels = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const start = row * (pixelsPerDigit + 1)
    pixels.set(values.subarray(start, start + pixelsPerDigit), row * pixelsPerDigit)
    labels[row] = values[start + pixelsPerDigit] as number
  }
  return { pixels, labels }
}
