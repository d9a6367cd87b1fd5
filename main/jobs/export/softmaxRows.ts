/** Softmax of each row, in float64. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length)
  for (let from = 0; from < logits.length; from += classes) {
    const row = logits.subarray(from, from + classes)
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const powers = Float64Array.from(row, (value) => Math.exp(value - most))
    const sum = powers.reduce((a, b) => a + b, 0)
    for (let k = 0; k < classes; k++) result[from + k] = (powers[k] as number) / sum
  }
  return result
}
