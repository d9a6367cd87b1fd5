/** How many values lie from each border up to the next; the last one has no end. */
export interface Histogram {
  /** Lower ends, rising. */
  readonly from: readonly number[]
  readonly counts: readonly number[]
}

/** Values below the first border count with it. */
export function histogramOf(values: Iterable<number>, from: readonly number[]): Histogram {
  const counts = from.map(() => 0)
  for (const value of values) {
    let k = from.length - 1
    while (k > 0 && value < (from[k] as number)) k--
    counts[k] = (counts[k] as number) + 1
  }
  return { from, counts }
}

/** Of the shorter side, in pixels. */
export const sizeBorders = [0, 16, 32, 64, 128, 224, 256, 384, 512, 768, 1024, 2048, 4096]

/** Of width over height: from three times as high as wide to three times as wide as high. */
export const aspectBorders = [0, 1 / 3, 1 / 2, 0.7, 0.8, 0.95, 1 / 0.95, 1.3, 1.45, 2, 3]
