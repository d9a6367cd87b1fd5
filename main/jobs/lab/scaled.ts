/** Numbers as bytes: `min` is 0, `max` is 255; all 0 where they are equal. What is no number is 0. */
export function scaled(values: ArrayLike<number>, min: number, max: number): Uint8Array {
  const bytes = new Uint8Array(values.length)
  const scale = max > min ? 255 / (max - min) : 0
  if (!Number.isFinite(scale)) return bytes
  for (let k = 0; k < values.length; k++) {
    const value = ((values[k] as number) - min) * scale
    bytes[k] = Number.isFinite(value) ? Math.max(0, Math.min(255, Math.round(value))) : 0
  }
  return bytes
}
