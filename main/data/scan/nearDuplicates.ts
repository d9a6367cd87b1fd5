import { hashNeighbours } from './hashNeighbours'
import { type Likeness, leastDeviation } from './likeness'

/** Pairs of pictures that show the same. */
export interface NearDuplicates {
  /** Positions i < j, sorted. */
  readonly pairs: readonly (readonly [i: number, j: number])[]
  /** `false`: the pictures are so much alike that the search was cut short, so there may be more. */
  readonly isComplete: boolean
}

/** The frames of a film are pairs of each other by the million; a person has seen enough long before. */
const mostPairs = 500_000

/**
 * Finds near duplicates among the pictures at these positions: ones that were scaled, saved again or slightly changed. dHash names the
 * candidates, the correlation of their thumbnails decides (`likeness.ts` has the figures). Pictures of nearly one level are left
 * out, for there is nothing in them to compare.
 */
export function nearDuplicates(likeness: Likeness, positions: readonly number[], limit?: number): NearDuplicates {
  const compared = positions.filter((k) => likeness.deviation(k) >= leastDeviation)
  const pairs: [number, number][] = []
  const isComplete = hashNeighbours(
    likeness.hashes(compared),
    (i, j) => {
      const [a, b] = [compared[i] as number, compared[j] as number]
      if (likeness.isNear(a, b)) pairs.push([a, b])
      return pairs.length < mostPairs
    },
    limit,
  )
  return { pairs: pairs.sort(([a, b], [c, d]) => a - c || b - d), isComplete }
}
