/** Numbers in [0, 1) that are the same for the same seed (mulberry32), for tests alone. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Distinct values between -2 and 2 in random order, none within 0.1 of zero: so that central differences do not step over the kink of a
 * ReLU, nor from one largest value of a window to another.
 */
export function seededValues(seed: number, count: number): Float32Array {
  const random = seededRandom(seed)
  const values = Float32Array.from({ length: count }, (_, k) => {
    const x = ((k + 0.3) / count) * 3.8 - 1.9
    return x + Math.sign(x) * 0.1
  })
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1))
    ;[values[k], values[other]] = [values[other] as number, values[k] as number]
  }
  return values
}
