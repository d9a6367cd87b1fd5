import { performance } from 'node:perf_hooks'
import type { TrainingEnd } from '../../../../shared/contract/jobs'
import { shouldStop } from '../../../../shared/training/earlyStopping'
import { type Batch, batches } from '../../../data/batches'
import { DataProblem } from '../../../data/dataProblem'
import { readAhead } from '../../../data/readAhead'
import { yieldToOthers } from '../../../data/yieldToOthers'
import { finite } from '../../finite'
import type { JobContext } from '../../jobContext'
import { addBatch } from '../epochSums'
import { knobFeed } from '../knobFeed'
import { lookInterval } from '../lookInterval'
import { lookRow } from '../lookRow'
import { MachineMeter } from '../machineMeter'
import type { OpenRun } from '../openRun'
import type { RunControl } from '../runControl'
import { rateAt } from '../settings'
import { SpeedMeter } from '../speedMeter'
import { Changes } from './changes'
import { endEpoch } from './endEpoch'
import { FiniteWatch } from './finiteWatch'
import { LoopLog } from './loopLog'
import { Saving } from './saving'
import { TrainingClock } from './trainingClock'

/** Rows of steps that a run writes at most, about: a longer one leaves out all but every n-th step. */
const mostStepRows = 20_000

/**
 * The loop of a run: steps, and between two of them whatever was asked; validation and a checkpoint at the end of each epoch.
 * All that the next step depends on is in the session and in `position`, so a checkpoint of both is the whole run.
 */
export class Training {
  private readonly run: OpenRun
  private readonly control: RunControl
  private readonly stopAfterStep: number
  private readonly log: LoopLog
  private readonly watch: FiniteWatch
  private readonly saving: Saving
  private readonly changes: Changes
  private readonly clock: TrainingClock
  private readonly speed = new SpeedMeter()
  private readonly machine: MachineMeter
  /** Every how many steps the layers are looked at, if at all. */
  private readonly lookEvery: number
  private reading: { readonly epoch: number; readonly source: ReturnType<typeof batches> } | undefined

  constructor(run: OpenRun, control: RunControl, context: JobContext, stopAfterStep = Number.POSITIVE_INFINITY) {
    this.run = run
    this.control = control
    this.stopAfterStep = stopAfterStep
    this.log = new LoopLog(run, context)
    this.watch = new FiniteWatch(run, this.log)
    this.saving = new Saving(run, this.log, this.watch)
    this.changes = new Changes(run, this.log, this.saving, this.watch)
    this.clock = new TrainingClock(run.position)
    this.machine = new MachineMeter((figures) => context.post({ event: 'machine', figures }))
    // Of all its layers, those that are frozen now too, so that it stays the same to the end.
    this.lookEvery = lookInterval(run.length.totalSteps, new Set(run.program.weights.map(({ layer }) => layer)).size)
  }

  get imagesPerSecond(): number | null {
    return this.speed.overall
  }

  /** Trains until something ends it; the last state is then in a checkpoint, unless the end was `now`. */
  async untilEnd(): Promise<TrainingEnd> {
    const { position, length } = this.run
    this.clock.tick()
    try {
      // What was asked while the run opened counts from its first step on.
      await this.applyChanges()
      for (;;) {
        const end = this.end()
        if (end) return await this.finish(end)
        if (position.batchInEpoch === 0) await this.unfreeze()
        if (position.batchInEpoch < length.stepsPerEpoch) {
          await this.steps()
          await this.betweenSteps()
        }
        if (position.batchInEpoch === length.stepsPerEpoch && !this.control.stop) await this.endEpoch()
      }
    } catch (error) {
      if (error instanceof DataProblem) await this.endWithoutData(error)
      throw error
    }
  }

  /** Images cannot be read any more. What was learned so far is sound, so the run can go on from here. */
  private async endWithoutData(problem: DataProblem): Promise<void> {
    await this.saving.save()
    this.log.steps.flush()
    this.log.rows.event({ event: 'failed', step: this.run.position.step, problem: problem.details })
    await this.log.flush()
  }

  /** Why not to do another step. */
  private end(): TrainingEnd | undefined {
    const { position, job } = this.run
    const { epochs, earlyStopping, maximumSeconds } = job.project.training
    if (this.control.stop) return this.control.stop === 'orphaned' ? 'orphaned' : 'stopped'
    if (position.epoch >= epochs) return 'epochs'
    // Judged at the end of an epoch only, so that a resumed run judges where an unbroken one does.
    if (position.batchInEpoch === 0 && earlyStopping && shouldStop(earlyStopping, position.earlyStopping))
      return 'early-stopping'
    if (maximumSeconds !== undefined && position.elapsedSeconds >= maximumSeconds) return 'maximum-time'
    if (position.step >= this.stopAfterStep) return 'steps'
    return undefined
  }

  /** Steps to the end of the epoch, or until something has to be done first. */
  private async steps(): Promise<void> {
    const { position, length } = this.run
    this.speed.begin()
    while (position.batchInEpoch < length.stepsPerEpoch) {
      const asked = performance.now()
      const batch = await this.nextBatch()
      this.machine.waited(performance.now() - asked)
      await this.step(batch)
      this.machine.look()
      await yieldToOthers()
      if (this.isWanted()) break
    }
    this.speed.rest()
  }

  private async nextBatch(): Promise<Batch> {
    const { position, data, job } = this.run
    const { batchSize, dropLast, shuffle, seed } = job.project.training
    const { epoch, batchInEpoch: startBatch } = position
    if (this.reading?.epoch !== epoch) {
      const order = shuffle ? { seed, epoch } : undefined
      // The next one is read while TensorFlow computes, where the source has something to wait for.
      const source = readAhead(batches(data, 'train', { batchSize, dropLast, shuffle: order, startBatch }))
      this.reading = { epoch, source }
    }
    const { value: batch } = await this.reading.source.next()
    if (!batch || batch.index !== startBatch)
      throw new Error(`batch ${batch?.index} of epoch ${epoch} where ${startBatch} was due`)
    return batch
  }

  private async step({ images, labels }: { images: Uint8Array; labels: Int32Array }): Promise<void> {
    const { position, session, program, job, length } = this.run
    const rate = rateAt(job.project.training, position, position.step, length)
    // By the number of the step alone, so that a resumed run looks where an unbroken one does.
    const isLook = program.looks !== undefined && (position.step + 1) % this.lookEvery === 0
    const feeds = { images, labels, rate, ...knobFeed(program, position.knobs) }
    const result = session.call(isLook ? 'train_and_look' : 'train', feeds)
    const [loss, top1, top5] = [result.loss as number, result.top1 as number, result.top5 as number]
    if (!Number.isFinite(loss)) await this.watch.breakOff('the loss', position.step + 1, this.saving.safe)
    position.step++
    position.batchInEpoch++
    position.sums = addBatch(position.sums, labels.length, { loss, top1, top5 })
    this.saving.touch()
    this.watch.addLoss(loss)
    this.speed.step(labels.length)
    this.clock.tick()
    const figures = {
      step: position.step,
      epoch: position.epoch + 1,
      loss: finite(loss),
      top1: top1 / labels.length,
      learningRate: rate,
      imagesPerSecond: this.speed.now,
    }
    this.log.steps.add(figures)
    const { rows } = this.log
    if (isLook && program.looks) rows.layers(lookRow(position.step, program.looks, result))
    if (position.step % Math.ceil(length.totalSteps / mostStepRows) === 0) rows.metric({ kind: 'step', ...figures })
  }

  /** Whether the loop has to look up from its steps. */
  private isWanted(): boolean {
    const { isPaused, hasWishes } = this.control
    return this.end() !== undefined || isPaused || hasWishes || this.saving.isDue || this.log.isDue
  }

  private async betweenSteps(): Promise<void> {
    await this.applyChanges()
    if (this.log.isDue) await this.log.flush()
    // At the end of an epoch, validation comes first and then the checkpoint that holds both.
    const epochIsDone = this.run.position.batchInEpoch === this.run.length.stepsPerEpoch
    if (this.control.takeSnapshot()) await this.snapshot()
    else if (this.saving.isDue && !epochIsDone) await this.saving.save()
    if (this.control.isPaused) await this.pause()
  }

  private async applyChanges(): Promise<void> {
    const changes = this.control.takeChanges()
    if (changes.length === 0) return
    await this.changes.apply(changes)
    this.clock.restart()
  }

  private async unfreeze(): Promise<void> {
    if (await this.changes.unfreeze()) this.clock.restart()
  }

  private async snapshot(): Promise<void> {
    await this.saving.save()
    await this.saving.keep('snapshot')
  }

  private async pause(): Promise<void> {
    const { step } = this.run.position
    const { rows, post } = this.log
    await this.saving.save()
    this.log.steps.flush()
    rows.event({ event: 'paused', step })
    await this.log.flush()
    post({ event: 'paused', step })
    while (this.control.isPaused && !this.control.stop) {
      await this.control.wait()
      await this.applyChanges()
      if (this.control.takeSnapshot()) await this.snapshot()
      // Whoever turns a knob now wants to see its mark now.
      await this.log.flush()
    }
    this.clock.restart()
    if (this.control.stop) return
    rows.event({ event: 'continued', step })
    post({ event: 'continued', step })
  }

  private async endEpoch(): Promise<void> {
    const { log, saving, clock } = this
    await endEpoch(this.run, { log, saving, clock, shouldStop: () => this.control.stop !== undefined })
    clock.restart()
  }

  private async finish(end: TrainingEnd): Promise<TrainingEnd> {
    this.log.steps.flush()
    const { position } = this.run
    if (this.control.stop !== 'now') {
      const problem = await this.saving.save()
      // The trained weights are nowhere else.
      if (problem) throw problem
    }
    const isOver = end === 'epochs' || end === 'early-stopping' || end === 'maximum-time'
    this.log.rows.event({ event: isOver ? 'finished' : 'stopped', step: position.step, reason: end })
    await this.log.flush()
    return end
  }
}
