/**
 * So many of `total` places, from all over them and mixed: what lies sorted by class shows every class in its first rows. Always the same ones.
 */
export function spreadOver(total: number, most: number): number[] {
  const count = Math.min(total, most)
  // Steps of about the golden section; without a common divisor each place comes once.
  let step = Math.max(1, Math.round(count * 0.382))
  while (commonDivisor(step, count) > 1) step++
  return Array.from({ length: count }, (_, k) => Math.floor((((k * step) % count) * total) / count))
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))
