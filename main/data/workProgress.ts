import { performance } from 'node:perf_hooks'

/** How far a piece of work is. */
export interface WorkProgress {
  readonly done: number
  /** Absent where nobody knows yet. */
  readonly total?: number | undefined
  /** Over the last seconds; absent until something is done. */
  readonly perSecond?: number | undefined
  /** At that speed. */
  readonly secondsLeft?: number | undefined
}

/** Most reports a second, and how far back the speed looks, in milliseconds. */
const leastMs = 100
const windowMs = 5000

/** Counts work and tells of it, at most ten times a second and at the end. */
export class WorkMeter {
  private readonly total: number
  private readonly tell: (progress: WorkProgress) => void
  private readonly marks: { readonly at: number; readonly done: number }[]
  private done = 0
  private toldAt = Number.NEGATIVE_INFINITY

  constructor(total: number, tell: (progress: WorkProgress) => void) {
    this.total = total
    this.tell = tell
    this.marks = [{ at: performance.now(), done: 0 }]
  }

  add(count: number): void {
    this.done += count
    const at = performance.now()
    if (at - this.toldAt < leastMs && this.done < this.total) return
    this.toldAt = at
    const { marks, done, total } = this
    marks.push({ at, done })
    while (marks.length > 2 && at - (marks[1]?.at ?? at) > windowMs) marks.shift()
    const first = marks[0] as (typeof marks)[0]
    const perSecond = at > first.at && done > first.done ? ((done - first.done) / (at - first.at)) * 1000 : undefined
    this.tell({ done, total, perSecond, secondsLeft: perSecond && (total - done) / perSecond })
  }
}
