import { type CurvePoint, joinPoints } from './curvePoint'

/**
 * The same curve in at most `most` points (at least 1): neighbours are joined so that each new point covers an equal stretch of steps. No step is left out
 * of its point's mean and extremes, so a spike is never lost.
 */
export function decimate(points: readonly CurvePoint[], most: number): CurvePoint[] {
  if (points.length <= most) return [...points]
  const first = (points[0] as CurvePoint).step
  const span = (points[points.length - 1] as CurvePoint).step - first + 1
  const few: CurvePoint[] = []
  let bucket = -1
  for (const point of points) {
    const own = Math.min(most - 1, Math.floor(((point.step - first) * most) / span))
    if (own === bucket) few[few.length - 1] = joinPoints(few[few.length - 1] as CurvePoint, point)
    else few.push(point)
    bucket = own
  }
  return few
}
