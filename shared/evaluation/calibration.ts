/** Predictions whose confidence lies in one part of 0 to 1. */
export interface CalibrationBin {
  readonly count: number
  /** Means; 0 where there is none. */
  readonly confidence: number
  readonly accuracy: number
}

export interface Calibration {
  /** Expected calibration error: the mean distance between confidence and accuracy, each bin by its share. */
  readonly error: number
  /** Mean confidence minus accuracy: above 0 the network is too sure of itself. */
  readonly surplus: number
  readonly bins: readonly CalibrationBin[]
}

/**
 * How far a network's probabilities can be believed: of the predictions made with 80 % four in five should be right. Bins of equal width, the upper
 * end belongs to a bin.
 * @see Guo et al. 2017, On Calibration of Modern Neural Networks, arXiv:1706.04599
 */
export function calibration(confidences: ArrayLike<number>, isRight: (k: number) => boolean, bins = 15): Calibration {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }))
  for (let k = 0; k < confidences.length; k++) {
    const confidence = confidences[k] as number
    if (!Number.isFinite(confidence)) continue
    const bin = sums[Math.max(0, Math.min(bins - 1, Math.ceil(confidence * bins) - 1))]
    if (!bin) continue
    bin.count++
    bin.confidence += confidence
    if (isRight(k)) bin.right++
  }
  const all = sums.reduce((sum, { count }) => sum + count, 0)
  const error = sums.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0)
  const surplus = sums.reduce((sum, { confidence, right }) => sum + confidence - right, 0)
  return {
    error: all > 0 ? error / all : 0,
    surplus: all > 0 ? surplus / all : 0,
    bins: sums.map(({ count, confidence, right }) => ({
      count,
      confidence: count > 0 ? confidence / count : 0,
      accuracy: count > 0 ? right / count : 0,
    })),
  }
}

/**
 * Half the width of the 95 % interval of a share that was right of n (Wilson's, which holds near 0 and 1 too).
 * @see Wilson 1927, doi 10.1080/01621459.1927.10502953
 */
export function shareUncertainty(share: number, n: number): number {
  if (n === 0) return 0
  const z = 1.959964
  return (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
}
