import type { LayersNews } from '../../shared/contract/studio/runs'
import { thinned } from '../../shared/contract/studio/runs'
import type { Histogram } from '../../shared/records/layersRow'

/** One line of a ridge: heights from 0 to 1 at equal places from `-reach` to `reach`. */
export interface RidgeLine {
  readonly step: number
  readonly heights: readonly number[]
}
export interface Ridge {
  readonly reach: number
  /** Oldest first. */
  readonly lines: readonly RidgeLine[]
}

/** Some of the histograms, brought to one axis: densities, so that a narrow one is high; the highest of all is 1. */
export function ridgeOf(looks: readonly LayersNews[], most: number, places: number): Ridge | undefined {
  const chosen = thinned(
    looks.flatMap(({ step, histogram }) => (histogram ? [{ step, histogram }] : [])),
    most,
  )
  if (chosen.length === 0) return undefined
  const reach = Math.max(...chosen.map(({ histogram }) => Math.max(Math.abs(histogram.from), Math.abs(histogram.to))))
  const lines = chosen.map(({ step, histogram }) => ({
    step,
    heights: Array.from({ length: places }, (_, k) => densityAt(histogram, -reach + (2 * reach * k) / (places - 1))),
  }))
  const peak = Math.max(...lines.flatMap(({ heights }) => heights), Number.MIN_VALUE)
  return { reach, lines: lines.map(({ step, heights }) => ({ step, heights: heights.map((height) => height / peak) })) }
}

/** Share of the values a unit, between the middles of the bins on a straight line. */
function densityAt({ from, to, counts: raw }: Histogram, x: number): number {
  const counts = softened(raw)
  const width = (to - from) / counts.length
  const total = counts.reduce((sum, count) => sum + count, 0)
  const at = (x - from) / width - 0.5
  const low = Math.floor(at)
  const of = (bin: number) => (bin < 0 || bin >= counts.length ? 0 : (counts[bin] as number))
  const share = at - low
  return total === 0 ? 0 : ((1 - share) * of(low) + share * of(low + 1)) / total / width
}

/** Each bin a quarter of its neighbours and half of itself: a small kernel has few values, and its shape is not in the noise. */
const softened = (counts: readonly number[]): number[] =>
  counts.map((count, k) => ((counts[k - 1] ?? count) + 2 * count + (counts[k + 1] ?? count)) / 4)
