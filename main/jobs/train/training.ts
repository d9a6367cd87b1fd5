import { performance } from 'node:perf_hooks'
import type { TrainingEnd } from '../../../shared/contract/jobs'
import type { Knob } from '../../../shared/model/lowerNetwork'
import { Problem } from '../../../shared/problem'
import { shouldStop, waitOn } from '../../../shared/training/earlyStopping'
import { isBetter } from '../../../shared/training/metrics/metricName'
import { type Batch, batches } from '../../data/batches'
import { DataProblem } from '../../data/dataProblem'
import { readAhead } from '../../data/readAhead'
import { assess, yieldToOthers } from '../assess'
import { finite } from '../finite'
import type { JobContext } from '../jobContext'
import { addBatch, epochFigures, noSums } from './epochSums'
import { findBrokenLayer } from './findBrokenLayer'
import { knobFeed } from './knobFeed'
import { likelyRemedies } from './likelyRemedies'
import { metricValue } from './metricValue'
import { notFiniteProblem } from './notFiniteProblem'
import type { OpenRun } from './openRun'
import { orderHash } from './orderHash'
import { enterPhase, isUnfrozenAt } from './phases'
import { progressAt } from './position'
import type { Change, RunControl } from './runControl'
import { brokenTensors, readSplitState } from './sessionState'
import { rateAt, SettingsHistory } from './settings'
import { SpeedMeter } from './speedMeter'
import { StepReport } from './stepReport'

/** Longest stretch of training without a checkpoint where the configuration names none, in seconds. */
const defaultEverySeconds = 300
/** How often rows that wait go to the disk, in milliseconds. */
const logMs = 1000
/** Rows of steps that a run writes at most, about: a longer one leaves out all but every n-th step. */
const mostStepRows = 20_000
/** Losses that are kept to see whether they grew. */
const keptLosses = 20
/** For doing steps again to find where a number broke, in milliseconds. */
const replayMs = 60_000

/**
 * The loop of a run: steps, and between two of them whatever was asked; validation and a checkpoint at the end of each epoch.
 * All that the next step depends on is in the session and in `position`, so a checkpoint of both is the whole run.
 */
export class Training {
  private readonly run: OpenRun
  private readonly control: RunControl
  private readonly context: JobContext
  private readonly stopAfterStep: number
  private readonly speed = new SpeedMeter()
  private readonly report: StepReport
  private readonly history = new SettingsHistory()
  private readonly losses: number[] = []
  private reading: { readonly epoch: number; readonly source: ReturnType<typeof batches> } | undefined
  /** Of the newest checkpoint on the disk. */
  private safe: { readonly step: number; readonly path: string } | undefined
  private isSaved: boolean
  private savedAt = performance.now()
  private loggedAt = performance.now()
  private timedAt = performance.now()
  private epochSeconds = 0

  constructor(run: OpenRun, control: RunControl, context: JobContext, stopAfterStep = Number.POSITIVE_INFINITY) {
    this.run = run
    this.control = control
    this.context = context
    this.stopAfterStep = stopAfterStep
    this.report = new StepReport((event) => context.post(event))
    this.safe = run.resumedFrom
    this.isSaved = run.resumedFrom !== undefined
    const { learningRate, knobs, step } = run.position
    this.history.set(step, { learningRate, knobs })
  }

  get imagesPerSecond(): number | null {
    return this.speed.overall
  }

  /** Trains until something ends it; the last state is then in a checkpoint, unless the end was `now`. */
  async untilEnd(): Promise<TrainingEnd> {
    const { position, length } = this.run
    this.clock()
    try {
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

  /** Layers that begin to learn with this epoch; the steps before it were done without them. */
  private async unfreeze(): Promise<void> {
    const { position, log } = this.run
    if (position.epoch === 0 || !isUnfrozenAt(this.run, position.epoch)) return
    const layers = await enterPhase(this.run)
    if (layers.length === 0) return
    log.event({ event: 'unfrozen', step: position.step, layers })
    this.context.post({ event: 'unfrozen', step: position.step, layers })
    this.restartClock()
  }

  /** Images cannot be read any more. What was learned so far is sound, so the run can go on from here. */
  private async endWithoutData(problem: DataProblem): Promise<void> {
    await this.save()
    this.report.flush()
    this.run.log.event({ event: 'failed', step: this.run.position.step, problem: problem.details })
    await this.flushLog()
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
      await this.step(await this.nextBatch())
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
    const { position, session, program, job, length, log } = this.run
    const rate = rateAt(job.project.training, position, position.step, length)
    const result = session.call('train', { images, labels, rate, ...knobFeed(program, position.knobs) })
    const [loss, top1, top5] = [result.loss as number, result.top1 as number, result.top5 as number]
    if (!Number.isFinite(loss)) await this.breakOff('the loss', position.step + 1)
    position.step++
    position.batchInEpoch++
    position.sums = addBatch(position.sums, labels.length, { loss, top1, top5 })
    this.isSaved = false
    this.losses.push(loss)
    if (this.losses.length > keptLosses) this.losses.shift()
    this.speed.step(labels.length)
    this.clock()
    const figures = {
      step: position.step,
      epoch: position.epoch + 1,
      loss: finite(loss),
      top1: top1 / labels.length,
      learningRate: rate,
      imagesPerSecond: this.speed.now,
    }
    this.report.add(figures)
    if (position.step % Math.ceil(length.totalSteps / mostStepRows) === 0) log.metric({ kind: 'step', ...figures })
  }

  /** Whether the loop has to look up from its steps. */
  private isWanted(): boolean {
    return (
      this.end() !== undefined || this.control.isPaused || this.control.hasWishes || this.isSaveDue() || this.isLogDue()
    )
  }

  private async betweenSteps(): Promise<void> {
    for (const change of this.control.takeChanges()) this.apply(change)
    if (this.isLogDue()) await this.flushLog()
    // At the end of an epoch, validation comes first and then the checkpoint that holds both.
    const epochIsDone = this.run.position.batchInEpoch === this.run.length.stepsPerEpoch
    if (this.control.takeSnapshot() || (this.isSaveDue() && !epochIsDone)) await this.save()
    if (this.control.isPaused) await this.pause()
  }

  private apply(change: Change): void {
    const { position, log, program } = this.run
    if (change.command === 'learning-rate') {
      position.learningRate = change.learningRate ?? undefined
      log.event({ event: 'learning-rate', step: position.step, learningRate: change.learningRate })
    } else {
      const knob = program.knobs.find(({ name }) => name === change.name)
      const refusal = knob ? outOfRange(knob, change.value) : noSuchKnob(change.name)
      if (refusal) {
        this.warn(refusal)
        return
      }
      position.knobs = { ...position.knobs, [change.name]: change.value }
      log.event({ event: 'knob', step: position.step, name: change.name, value: change.value })
    }
    this.isSaved = false
    this.history.set(position.step, { learningRate: position.learningRate, knobs: position.knobs })
  }

  private async pause(): Promise<void> {
    const { position, log } = this.run
    await this.save()
    this.report.flush()
    log.event({ event: 'paused', step: position.step })
    await this.flushLog()
    this.context.post({ event: 'paused', step: position.step })
    while (this.control.isPaused && !this.control.stop) {
      await this.control.wait()
      for (const change of this.control.takeChanges()) this.apply(change)
      if (this.control.takeSnapshot()) await this.save()
    }
    this.restartClock()
    if (this.control.stop) return
    log.event({ event: 'continued', step: position.step })
    this.context.post({ event: 'continued', step: position.step })
  }

  /** Validation, the epoch's row, best and early stopping, checkpoint. Left undone if a stop comes in between. */
  private async endEpoch(): Promise<void> {
    const { position, session, data, job, log, length } = this.run
    const { batchSize, earlyStopping, keepBest } = job.project.training
    this.report.flush()
    const assessment =
      data.count('validation') > 0
        ? await assess({
            session,
            data,
            split: 'validation',
            batchSize,
            shouldStop: () => this.control.stop !== undefined,
          })
        : undefined
    if (this.control.stop && !assessment && data.count('validation') > 0) return
    this.clock()
    const train = epochFigures(position.sums)
    const validation = assessment?.figures
    position.epoch++
    position.batchInEpoch = 0
    position.sums = noSums
    this.isSaved = false
    const row = {
      step: position.step,
      epoch: position.epoch,
      train,
      ...(validation && { validation }),
      learningRate: rateAt(job.project.training, position, position.step - 1, length),
      seconds: this.epochSeconds,
    }
    this.epochSeconds = 0
    log.metric({ kind: 'epoch', ...row })
    if (earlyStopping)
      position.earlyStopping = waitOn(
        earlyStopping,
        position.earlyStopping,
        metricValue(earlyStopping.metric, train, validation),
      )
    const value = metricValue(keepBest.metric, train, validation)
    const isBest = isBetter(keepBest.metric, value, position.best?.value ?? null)
    if (isBest) {
      position.best = { metric: keepBest.metric, value, epoch: position.epoch, step: position.step }
      await this.saveIn(this.run.best)
    }
    this.context.post({ event: 'epoch', ...row, isBest })
    await this.save()
    this.restartClock()
  }

  private async finish(end: TrainingEnd): Promise<TrainingEnd> {
    this.report.flush()
    const { position, log } = this.run
    if (this.control.stop !== 'now' && !this.isSaved) {
      const problem = await this.save()
      // The trained weights are nowhere else.
      if (problem) throw problem
    }
    const isOver = end === 'epochs' || end === 'early-stopping' || end === 'maximum-time'
    log.event({ event: isOver ? 'finished' : 'stopped', step: position.step, reason: end })
    await this.flushLog()
    return end
  }

  /** Writes a checkpoint. A disk that does not take it is a warning: the run goes on and tries again later. */
  private async save(): Promise<Problem | undefined> {
    if (this.isSaved) return undefined
    await this.flushLog()
    return this.saveIn(this.run.checkpoints)
  }

  private async saveIn(store: OpenRun['checkpoints']): Promise<Problem | undefined> {
    const { position, session, program, job, data, log } = this.run
    const isNewest = store === this.run.checkpoints
    const state = readSplitState(session, program)
    const [broken] = brokenTensors(state)
    if (broken !== undefined) await this.breakOff(broken, position.step)
    this.savedAt = performance.now()
    this.report.flush()
    try {
      const order = orderHash(data, job.project.training, position.epoch)
      const saved = await store.save({ progress: progressAt(position, job, order), ...state })
      log.event({ event: 'checkpoint', step: saved.step, path: saved.path })
      for (const problem of saved.leftBehind) this.warn(new Problem(problem))
      if (!isNewest) return undefined
      this.isSaved = true
      this.safe = saved
      this.context.post({ event: 'checkpoint', step: saved.step, path: saved.path })
      return undefined
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      log.event({ event: 'checkpoint-failed', step: position.step, problem: error.details })
      this.warn(error)
      return error
    }
  }

  /** Says which step, which layer and what to do, after having looked for the place. */
  private async breakOff(thing: string, step: number): Promise<never> {
    const { position, job, data, length, program, log, checkpoints } = this.run
    const { training } = job.project
    this.report.flush()
    this.context.post({ event: 'working', what: `${thing} is not a number: looking for the layer` })
    const { checkpoint } = await checkpoints.load()
    const place = await findBrokenLayer({
      project: job.project,
      data,
      checkpoint,
      // One more than was done: a step that ends with a good loss may leave weights that are not finite.
      stepsDone: position.step,
      budgetMs: replayMs,
      settingsAt: (step) => {
        const settings = this.history.at(step)
        return { rate: rateAt(training, settings, step, length), knobs: settings.knobs }
      },
    })
    const problem = notFiniteProblem({
      step,
      thing,
      place,
      remedies: likelyRemedies({
        configuration: training,
        learningRate: rateAt(training, position, position.step, length),
        recentLosses: this.losses,
        isNormalized: program.weights.some(({ spec }) => spec.role === 'moving-mean'),
      }),
      safe: this.safe,
    })
    log.event({ event: 'failed', step: position.step, problem: problem.details })
    await this.flushLog()
    throw problem
  }

  private isSaveDue(): boolean {
    const { everySteps, everySeconds } = this.run.job.project.training.checkpoint
    const { step } = this.run.position
    if (everySteps !== undefined && step % everySteps === 0 && !this.isSaved) return true
    const seconds = everySeconds ?? (everySteps === undefined ? defaultEverySeconds : Number.POSITIVE_INFINITY)
    return performance.now() - this.savedAt >= seconds * 1000
  }

  private isLogDue(): boolean {
    return performance.now() - this.loggedAt >= logMs
  }

  private async flushLog(): Promise<void> {
    this.loggedAt = performance.now()
    const problem = await this.run.log.flush()
    if (problem) this.warn(problem)
  }

  private warn(problem: Problem): void {
    this.context.post({ event: 'warning', problem: problem.details })
  }

  /** Adds the time since the last call to that of the run. */
  private clock(): void {
    const now = performance.now()
    const seconds = (now - this.timedAt) / 1000
    this.timedAt = now
    this.run.position.elapsedSeconds += seconds
    this.epochSeconds += seconds
  }

  /** What has passed since the last call does not count as training. */
  private restartClock(): void {
    this.timedAt = performance.now()
  }
}

const noSuchKnob = (name: string): Problem =>
  new Problem({
    code: 'no-such-knob',
    message: `no layer and no augmentation has a knob ${name}`,
    remedy: 'use a name that the run listed when it started',
  })

function outOfRange({ name, range }: Knob, value: number): Problem | undefined {
  if (!range || (value >= range[0] && value <= range[1])) return undefined
  return new Problem({
    code: 'knob-out-of-range',
    message: `${name} was to become ${value} and stays as it is`,
    remedy: `set it to a number from ${range[0]} to ${range[1]}`,
  })
}
