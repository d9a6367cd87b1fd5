import type { Plane } from './areaAverage'

/**
 * Variance of the Laplacian (4, -1 -1 -1 -1) over the variance of the picture itself; 0 for one of a single colour. The first alone
 * is the usual measure of focus; it falls with contrast too, and the quotient does not.
 * @see Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy"
 */
export function sharpness({ values, height, width }: Plane): number {
  const edges = new Moments()
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      edges.add(
        4 * (values[at] as number) -
          (values[at - 1] as number) -
          (values[at + 1] as number) -
          (values[at - width] as number) -
          (values[at + width] as number),
      )
    }
  const levels = new Moments()
  for (let at = 0; at < height * width; at++) levels.add(values[at] as number)
  // A picture of one colour has no variance but that of rounding.
  return levels.variance < 1e-6 ? 0 : edges.variance / levels.variance
}

/** Sums for mean and variance; whole levels 0-255 leave double precision far from its limits. */
class Moments {
  private count = 0
  private sum = 0
  private squares = 0

  add(value: number): void {
    this.count++
    this.sum += value
    this.squares += value * value
  }

  /** Of the values themselves, not of a larger population. */
  get variance(): number {
    const mean = this.sum / this.count
    return Math.max(0, this.squares / this.count - mean * mean)
  }
}
