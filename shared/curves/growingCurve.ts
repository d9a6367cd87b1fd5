import { type CurvePoint, joinPoints } from './curvePoint'

/**
 * The curve of a run that goes on, in bounded memory: when it has more than `most` points, each two become one, and from then on a point
 * collects twice as many steps. Adding is O(1) on average; every step is in some point's mean and extremes.
 */
export class GrowingCurve {
  private points: CurvePoint[] = []
  private readonly most: number
  private stepsAPoint = 1

  constructor(most = 1000) {
    this.most = most
  }

  add(point: CurvePoint): void {
    const last = this.points[this.points.length - 1]
    if (last && last.steps < this.stepsAPoint) this.points[this.points.length - 1] = joinPoints(last, point)
    else this.points.push(point)
    if (this.points.length > this.most) this.halve()
  }

  /** Takes back what lies behind a step: the run goes on from an older checkpoint. A point that reaches over it goes whole. */
  cutBehind(step: number): void {
    this.points = this.points.filter((point) => point.step <= step)
  }

  all(): readonly CurvePoint[] {
    return this.points
  }

  private halve(): void {
    this.stepsAPoint *= 2
    const halved: CurvePoint[] = []
    for (let k = 0; k < this.points.length; k += 2) {
      const [a, b] = [this.points[k] as CurvePoint, this.points[k + 1]]
      halved.push(b ? joinPoints(a, b) : a)
    }
    this.points = halved
  }
}
