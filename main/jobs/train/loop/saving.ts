import { performance } from 'node:perf_hooks'
import { Problem } from '../../../../shared/problem'
import type { CheckpointKind } from '../../../../shared/records/keptCheckpoint'
import type { KeptKind } from '../keptCheckpoints'
import type { OpenRun } from '../openRun'
import { orderHash } from '../orderHash'
import { progressAt } from '../position'
import { brokenTensors, readSplitState } from '../sessionState'
import type { FiniteWatch } from './finiteWatch'
import type { LoopLog } from './loopLog'

/** Longest stretch of training without a checkpoint where the configuration names none, in seconds. */
const defaultEverySeconds = 300

/** The checkpoints of a run: when one is due, and that none holds a number that is not finite. */
export class Saving {
  private readonly run: OpenRun
  private readonly log: LoopLog
  private readonly watch: FiniteWatch
  /** The newest checkpoint on the disk. */
  private newest: OpenRun['resumedFrom']
  private isSaved: boolean
  private savedAt = performance.now()

  constructor(run: OpenRun, log: LoopLog, watch: FiniteWatch) {
    this.run = run
    this.log = log
    this.watch = watch
    this.newest = run.resumedFrom
    this.isSaved = run.resumedFrom !== undefined
  }

  get safe(): OpenRun['resumedFrom'] {
    return this.newest
  }

  /** Something has changed since the newest checkpoint. */
  touch(): void {
    this.isSaved = false
  }

  get isDue(): boolean {
    const { everySteps, everySeconds } = this.run.job.project.training.checkpoint
    const { step } = this.run.position
    if (everySteps !== undefined && step % everySteps === 0 && !this.isSaved) return true
    const seconds = everySeconds ?? (everySteps === undefined ? defaultEverySeconds : Number.POSITIVE_INFINITY)
    return performance.now() - this.savedAt >= seconds * 1000
  }

  /** Writes the newest checkpoint where something changed. A disk that does not take it is a warning: the run goes on and tries again later. */
  async save(): Promise<Problem | undefined> {
    if (this.isSaved) return undefined
    await this.log.flush()
    return this.saveAs('newest')
  }

  /** Writes a checkpoint that stays for its reason, whatever newer ones come. */
  async keep(kind: KeptKind): Promise<void> {
    await this.saveAs(kind)
  }

  private async saveAs(kind: CheckpointKind): Promise<Problem | undefined> {
    const { position, session, program, job, data } = this.run
    const { rows, post } = this.log
    const state = readSplitState(session, program)
    const [broken] = brokenTensors(state)
    if (broken !== undefined) await this.watch.breakOff(broken, position.step, this.newest)
    if (kind === 'newest') this.savedAt = performance.now()
    this.log.steps.flush()
    try {
      const store = kind === 'newest' ? this.run.checkpoints : await this.run.kept(kind)
      const order = orderHash(data, job.project.training, position.epoch)
      const saved = await store.save({ progress: progressAt(position, job, order), ...state })
      rows.event({ event: 'checkpoint', step: saved.step, path: saved.path, kind })
      for (const problem of saved.leftBehind) this.log.warn(new Problem(problem))
      if (kind !== 'newest') return undefined
      this.isSaved = true
      this.newest = saved
      post({ event: 'checkpoint', step: saved.step, path: saved.path })
      return undefined
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      rows.event({ event: 'checkpoint-failed', step: position.step, problem: error.details })
      this.log.warn(error)
      return error
    }
  }
}
