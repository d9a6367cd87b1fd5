import { performance } from 'node:perf_hooks'
import type { Problem } from '../../../../shared/problem'
import type { JobContext } from '../../jobContext'
import type { OpenRun } from '../openRun'
import type { RunLog } from '../runLog'
import { StepReport } from '../stepReport'

/** How often rows that wait go to the disk, in milliseconds. */
const logMs = 1000

/** What a run says: rows to its log, events to whoever watches; a disk that does not take a row is a warning. */
export class LoopLog {
  readonly rows: RunLog
  readonly steps: StepReport
  readonly post: JobContext['post']
  private loggedAt = performance.now()

  constructor({ log }: OpenRun, context: JobContext) {
    this.rows = log
    this.post = (event) => context.post(event)
    this.steps = new StepReport(this.post)
  }

  get isDue(): boolean {
    return performance.now() - this.loggedAt >= logMs
  }

  async flush(): Promise<void> {
    this.loggedAt = performance.now()
    const problem = await this.rows.flush()
    if (problem) this.warn(problem)
  }

  warn(problem: Problem): void {
    this.post({ event: 'warning', problem: problem.details })
  }
}
