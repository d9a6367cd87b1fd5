/** How two runs of a model over the same pictures differ. */
export interface OutputDifference {
  /** Largest absolute difference of two outputs. */
  readonly largest: number
  /** The largest absolute value among the reference's outputs. */
  readonly magnitude: number
  /** Pictures whose likeliest class is another one by more than rounding. */
  readonly top1Changed: number
  /** Pictures whose two likeliest classes are so near to each other that rounding decides. */
  readonly ties: number
  /** Largest absolute difference on each picture. */
  readonly each: readonly number[]
}

/**
 * Compares [pictures, classes] with a reference. A picture whose likeliest class changed is a tie where the reference has both
 * classes within `2 * tolerance`: each may be off by so much.
 */
export function compareOutputs(
  reference: Float32Array,
  found: Float32Array,
  classes: number,
  tolerance: number,
): OutputDifference {
  if (reference.length !== found.length)
    return {
      largest: Number.POSITIVE_INFINITY,
      magnitude: 0,
      top1Changed: reference.length / classes,
      ties: 0,
      each: [],
    }
  let [largest, magnitude] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs((reference[i] as number) - (found[i] as number))
    // A NaN on either side is as far away as can be.
    largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference)
    if (largest === Number.POSITIVE_INFINITY) break
    magnitude = Math.max(magnitude, Math.abs(reference[i] as number))
  }
  let [top1Changed, ties] = [0, 0]
  const each: number[] = []
  for (let from = 0; from < reference.length; from += classes) {
    let most = 0
    for (let k = from; k < from + classes; k++)
      most = Math.max(most, Math.abs((reference[k] as number) - (found[k] as number)))
    each.push(most)
    const [before, after] = [largestOf(reference, from, classes), largestOf(found, from, classes)]
    if (before === after) continue
    if ((reference[from + before] as number) - (reference[from + after] as number) <= 2 * tolerance) ties++
    else top1Changed++
  }
  return { largest, magnitude, top1Changed, ties, each }
}

/** Place of the largest of some values, the first of equal ones. */
export function largestOf(values: Float32Array, from: number, count: number): number {
  let best = 0
  for (let k = 1; k < count; k++) if ((values[from + k] as number) > (values[from + best] as number)) best = k
  return best
}

/** What two correct programs may differ by, for outputs of at most `magnitude`: float32 has about seven digits. */
export const allowedDifference = (weights: 'float32' | 'float16', magnitude: number): number =>
  (weights === 'float16' ? 1e-2 : 1e-4) * Math.max(1, magnitude)
