import { performance } from 'node:perf_hooks'
import type { Position } from '../position'

/** The time that a run spends in training: what waits, tests or writes in between is left out by `restart`. */
export class TrainingClock {
  private readonly position: Position
  private timedAt = performance.now()
  private epochSeconds = 0

  constructor(position: Position) {
    this.position = position
  }

  /** Adds the time since the last call to that of the run. */
  tick(): void {
    const now = performance.now()
    const seconds = (now - this.timedAt) / 1000
    this.timedAt = now
    this.position.elapsedSeconds += seconds
    this.epochSeconds += seconds
  }

  /** What has passed since the last call does not count as training. */
  restart(): void {
    this.timedAt = performance.now()
  }

  /** Of the epoch so far; the next one begins at 0. */
  takeEpochSeconds(): number {
    const seconds = this.epochSeconds
    this.epochSeconds = 0
    return seconds
  }
}
