/** One line of a chart. `x` are steps; `y` in the chart's unit, `null` where there is none. */
export interface Series {
  readonly id: string
  /** In the key and the crosshair. */
  readonly label: string
  /** A CSS colour: a token. */
  readonly colour: string
  readonly isDashed?: boolean
  /** Drawn thin behind the others, not in the key: what was not smoothed. */
  readonly isFaint?: boolean
  readonly points: readonly SeriesPoint[]
}
export interface SeriesPoint {
  readonly x: number
  readonly y: number | null
}

/** Something that happened to a run, on its curve. */
export interface CurveMark {
  readonly id: string
  /** What stands in its flag: a number, or a letter. */
  readonly flag: string
  readonly step: number
  readonly label: string
}

/** The point nearest to a step; of two as near the earlier. `undefined` where the line does not reach. */
export function pointAt(points: readonly SeriesPoint[], step: number): SeriesPoint | undefined {
  let [low, high] = [0, points.length - 1]
  if (high < 0) return undefined
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle] as SeriesPoint).x < step) low = middle + 1
    else high = middle
  }
  const [after, before] = [points[low] as SeriesPoint, points[Math.max(0, low - 1)] as SeriesPoint]
  const last = points[points.length - 1] as SeriesPoint
  const [first] = points
  const reach = (last.x - (first as SeriesPoint).x) / Math.max(1, points.length - 1)
  if (step > last.x + reach || step < (first as SeriesPoint).x - reach) return undefined
  return step - before.x <= after.x - step ? before : after
}

/** Least and greatest `y` of what is shown; above 0 only for a logarithmic axis. */
export function extent(
  series: readonly Series[],
  [from, to]: readonly [number, number],
  isLog: boolean,
): readonly [number, number] | undefined {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { points } of series)
    for (const { x, y } of points) {
      if (y === null || x < from || x > to || (isLog && y <= 0)) continue
      if (y < least) least = y
      if (y > most) most = y
    }
  return most >= least ? [least, most] : undefined
}

/** So many values at most, each so many times above all others, are left above a linear axis. */
const mostOutlying = 4
const outlying = 8

/**
 * Where a linear axis is to end so that a few values far above all others (a first epoch's validation loss of hundreds) do not press everything else onto the
 * ground: the greatest of the others. `undefined`: nothing is so far off. A loss that falls from high up does so step by step, and is shown whole.
 */
export function withoutOutliers(series: readonly Series[], [from, to]: readonly [number, number]): number | undefined {
  /** The greatest values, falling. */
  const top: number[] = []
  for (const { points } of series)
    for (const { x, y } of points) {
      if (y === null || x < from || x > to || (top.length > mostOutlying && y <= (top[mostOutlying] as number)))
        continue
      const place = top.findIndex((value) => value < y)
      top.splice(place < 0 ? top.length : place, 0, y)
      if (top.length > mostOutlying + 1) top.pop()
    }
  if (top.length <= mostOutlying) return undefined
  return top.filter((value, k) => k > 0 && value > 0 && (top[k - 1] as number) > outlying * value).at(-1)
}

/** The points that a stretch needs: those in it and one at each side, so that lines go on to the edges. */
export function within(points: readonly SeriesPoint[], [from, to]: readonly [number, number]): readonly SeriesPoint[] {
  const first = points.findIndex(({ x }) => x >= from)
  if (first < 0) return points.slice(-1)
  let last = points.length - 1
  while (last > first && (points[last] as SeriesPoint).x > to) last--
  const isBehind = (points[last] as SeriesPoint).x > to
  return points.slice(Math.max(0, first - 1), last + (isBehind ? 1 : 2))
}

/** The newest value of a line. */
export function lastKnown(points: readonly SeriesPoint[]): number | undefined {
  for (let k = points.length - 1; k >= 0; k--) {
    const y = points[k]?.y
    if (typeof y === 'number') return y
  }
  return undefined
}
