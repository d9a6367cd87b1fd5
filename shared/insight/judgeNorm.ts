/** What a batch norm sees of a batch, what it remembers, and how it scales, a number a channel each. */
export interface NormChannels {
  readonly batchMean: Float32Array
  readonly batchVariance: Float32Array
  readonly movingMean: Float32Array
  readonly movingVariance: Float32Array
  /** Absent: 1 everywhere. */
  readonly gamma?: Float32Array | undefined
  readonly epsilon: number
}

export interface NormJudgement {
  /** Half of the channels lie farther: how far the batch's mean is from the moving one, in moving deviations. */
  readonly shift: number
  /** The batch's variance over the moving one, of the channel in the middle. */
  readonly ratio: number
  /** Channels that are the same for every picture, so that nothing is left of them but beta. */
  readonly constant: number
  /** Channels that gamma has shut. */
  readonly shut: number
  /** `stale`: inference normalizes by other numbers than training. `dead`: a tenth of the channels or more tell nothing. */
  readonly verdict: 'fine' | 'stale' | 'dead'
}

/** Averages over some batches lie within a fifth of a deviation or so of one batch of a few dozen pictures; beyond these they are of other data. */
const [mostShift, mostRatio] = [0.5, 2]
const deadPart = 0.1
const leastGamma = 1e-3

/** How a batch norm's moving averages fit what comes in (Ioffe and Szegedy 2015, section 3.1), and which of its channels are dead. */
export function judgeNorm(norm: NormChannels): NormJudgement {
  const { batchMean, batchVariance, movingMean, movingVariance, gamma, epsilon } = norm
  const channels = [...batchMean.keys()]
  const of = (values: Float32Array, k: number) => values[k] as number
  const isConstant = (k: number) => of(batchVariance, k) < epsilon && of(movingVariance, k) < epsilon
  const isShut = (k: number) => gamma !== undefined && Math.abs(of(gamma, k)) < leastGamma
  const shift = median(
    channels.map((k) => Math.abs(of(batchMean, k) - of(movingMean, k)) / Math.sqrt(of(movingVariance, k) + epsilon)),
  )
  const ratio = median(channels.map((k) => (of(batchVariance, k) + epsilon) / (of(movingVariance, k) + epsilon)))
  const constant = channels.filter(isConstant).length
  const shut = channels.filter((k) => isShut(k) && !isConstant(k)).length
  const isStale = shift > mostShift || ratio > mostRatio || ratio < 1 / mostRatio
  const isDead = constant + shut >= Math.max(1, deadPart * channels.length)
  return { shift, ratio, constant, shut, verdict: isStale ? 'stale' : isDead ? 'dead' : 'fine' }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
