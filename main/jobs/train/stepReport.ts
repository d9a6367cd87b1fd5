import { performance } from 'node:perf_hooks'
import type { JobEvent, StepFigures } from '../../../shared/contract/jobs'

/** Gathers steps into at most ten messages a second: a small network does a thousand steps in one. */
export class StepReport {
  private readonly post: (event: JobEvent) => void
  private steps: StepFigures[] = []
  private sentAt = Number.NEGATIVE_INFINITY

  constructor(post: (event: JobEvent) => void) {
    this.post = post
  }

  add(step: StepFigures): void {
    this.steps.push(step)
    if (performance.now() - this.sentAt >= intervalMs) this.flush()
  }

  /** Before any other message, so that the order of events is that of the run. */
  flush(): void {
    if (this.steps.length === 0) return
    this.post({ event: 'steps', steps: this.steps })
    this.steps = []
    this.sentAt = performance.now()
  }
}

const intervalMs = 100
