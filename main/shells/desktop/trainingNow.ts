import type { StudioClient } from '../../../shared/contract/studio'
import type { EndedJob, JobInProgress, JobsState } from '../../../shared/contract/studio/jobs'

/** What trains now, as the desktop needs to know it. */
export class TrainingNow {
  private readonly studio: StudioClient
  private state: JobsState = { running: [], queue: [], isHeld: false, ended: [] }
  private seen = -1

  constructor(studio: StudioClient) {
    this.studio = studio
  }

  /** Follows the studio's jobs until it is gone. `onEnd` is told of each run that ends from now on. */
  async follow(onChange: () => void, onEnd: (job: EndedJob) => void): Promise<void> {
    let isFirst = true
    for await (const state of this.studio.jobs.watch({})) {
      this.state = state
      const fresh = state.ended.filter(({ job, task }) => task === 'train' && job > this.seen)
      this.seen = Math.max(this.seen, ...fresh.map(({ job }) => job))
      onChange()
      if (!isFirst) for (const job of fresh) onEnd(job)
      isFirst = false
    }
  }

  /** Runs that have a process. */
  get runs(): readonly JobInProgress[] {
    return this.state.running.filter(({ task }) => task === 'train')
  }

  /** From 0 to 1 over all of them; `undefined`: nothing trains. */
  get progress(): number | undefined {
    const { runs } = this
    if (runs.length === 0) return undefined
    return runs.reduce((sum, { progress = 0 }) => sum + progress, 0) / runs.length
  }

  /** Asks each to stop after a checkpoint. Settles when none has a process any more. */
  async stopAll(): Promise<void> {
    await this.studio.jobs.hold({ hold: true })
    for (const { projectFolder, run } of this.runs) {
      if (projectFolder === undefined || run === undefined) continue
      const { id } = await this.studio.projects.open({ folder: projectFolder })
      await this.studio.runs.stop({ project: id, run })
    }
    for await (const { running } of this.studio.jobs.watch({})) if (!running.some(({ task }) => task === 'train')) break
  }
}
