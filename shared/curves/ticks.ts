/** Round numbers (1, 2 or 5 times a power of ten) that divide a stretch into at most `most` parts, in order. */
export function linearTicks(from: number, to: number, most: number): number[] {
  if (!(to > from) || most < 1) return []
  const rough = (to - from) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => round((first + k) * step))
}

/** Round numbers of a logarithmic stretch (`from` above 0): powers of ten, and 2 and 5 times them where there is room. */
export function logTicks(from: number, to: number, most: number): number[] {
  if (!(from > 0) || !(to > from)) return []
  for (const factors of [[1, 2, 5], [1, 5], [1]]) {
    const found: number[] = []
    for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
      for (const factor of factors) {
        const value = round(factor * 10 ** power)
        if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) found.push(value)
      }
    if (found.length <= most && found.length > 0) return found
    if (factors.length === 1) {
      const every = Math.ceil(found.length / most)
      return found.filter((_, k) => k % every === 0)
    }
  }
  return []
}

const round = (value: number) => Number(value.toPrecision(12))
