import { performance } from 'node:perf_hooks'
import type { TrainingEnd } from '../../../shared/contract/jobs'
import type { Knob } from '../../../shared/model/lowerNetwork'
import { Problem } from '../../../shared/problem'
import { type CheckpointKind, otherBest } from '../../../shared/records/keptCheckpoint'
import type { SplitFigures } from '../../../shared/records/metrics'
import { shouldStop, waitOn } from '../../../shared/training/earlyStopping'
import { freezeByHand } from '../../../shared/training/fineTuning/frozenLayers'
import { layersOf } from '../../../shared/training/fineTuning/layerPattern'
import { isBetter, type MetricName } from '../../../shared/training/metrics/metricName'
import { type Batch, batches } from '../../data/batches'
import { DataProblem } from '../../data/dataProblem'
import { readAhead } from '../../data/readAhead'
import { assess, yieldToOthers } from '../assess'
import { finite } from '../finite'
import type { JobContext } from '../jobContext'
import { addBatch, epochFigures, noSums } from './epochSums'
import { findBrokenLayer } from './findBrokenLayer'
import type { KeptKind } from './keptCheckpoints'
import { knobFeed } from './knobFeed'
import { likelyRemedies } from './likelyRemedies'
import { lookInterval } from './lookInterval'
import { lookRow } from './lookRow'
import { MachineMeter } from './machineMeter'
import { metricValue } from './metricValue'
import { notFiniteProblem } from './notFiniteProblem'
import type { OpenRun } from './openRun'
import { orderHash } from './orderHash'
import { enterPhase, isUnfrozenAt, type Phase } from './phases'
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
  private readonly machine: MachineMeter
  /** Every how many steps the layers are looked at, if at all. */
  private readonly lookEvery: number
  /** Of the newest checkpoint from before a change by hand. */
  private markedStep = 0
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
    this.machine = new MachineMeter((figures) => context.post({ event: 'machine', figures }))
    // Of all its layers, those that are frozen now too, so that it stays the same to the end.
    this.lookEvery = lookInterval(run.length.totalSteps, new Set(run.program.weights.map(({ layer }) => layer)).size)
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

  /** Layers that begin to learn with this epoch; the steps before it were done without them. */
  private async unfreeze(): Promise<void> {
    const { position } = this.run
    if (position.epoch === 0 || !isUnfrozenAt(this.run, position.epoch)) return
    this.tellPhase(await enterPhase(this.run))
  }

  /** Says which layers learn now and which no longer do. */
  private tellPhase({ learning, frozen }: Phase, byHand = false): void {
    const { step } = this.run.position
    const { log } = this.run
    if (learning.length > 0) {
      log.event({ event: 'unfrozen', step, layers: [...learning], ...(byHand && { byHand }) })
      this.context.post({ event: 'unfrozen', step, layers: [...learning] })
    }
    if (frozen.length > 0) {
      log.event({ event: 'frozen', step, layers: [...frozen] })
      this.context.post({ event: 'frozen', step, layers: [...frozen] })
    }
    this.restartClock()
  }

  /** Layers by hand: another program from the next step on. It is safe at once, so that whoever goes on or looks back meets just this one. */
  private async freeze({ layers: patterns, frozen }: Extract<Change, { command: 'freeze' }>): Promise<void> {
    const { position, program } = this.run
    const before = position.frozenByHand
    try {
      const ids = [...new Set(program.weights.map(({ layer }) => layer))]
      const layers = patterns.flatMap((pattern) => layersOf(pattern, ids, 'freeze'))
      position.frozenByHand = freezeByHand(before, layers, frozen)
      const phase = await enterPhase(this.run)
      if (phase.learning.length === 0 && phase.frozen.length === 0) return
      this.isSaved = false
      this.tellPhase(phase, true)
      await this.save()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      position.frozenByHand = before
      this.warn(error)
    }
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
    const { position, session, program, job, length, log } = this.run
    const rate = rateAt(job.project.training, position, position.step, length)
    // By the number of the step alone, so that a resumed run looks where an unbroken one does.
    const isLook = program.looks !== undefined && (position.step + 1) % this.lookEvery === 0
    const feeds = { images, labels, rate, ...knobFeed(program, position.knobs) }
    const result = session.call(isLook ? 'train_and_look' : 'train', feeds)
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
    if (isLook && program.looks) log.layers(lookRow(position.step, program.looks, result))
    if (position.step % Math.ceil(length.totalSteps / mostStepRows) === 0) log.metric({ kind: 'step', ...figures })
  }

  /** Whether the loop has to look up from its steps. */
  private isWanted(): boolean {
    return (
      this.end() !== undefined || this.control.isPaused || this.control.hasWishes || this.isSaveDue() || this.isLogDue()
    )
  }

  private async betweenSteps(): Promise<void> {
    await this.applyChanges()
    if (this.isLogDue()) await this.flushLog()
    // At the end of an epoch, validation comes first and then the checkpoint that holds both.
    const epochIsDone = this.run.position.batchInEpoch === this.run.length.stepsPerEpoch
    if (this.control.takeSnapshot()) await this.snapshot()
    else if (this.isSaveDue() && !epochIsDone) await this.save()
    if (this.control.isPaused) await this.pause()
  }

  /** What a person set, behind a checkpoint from which it can be taken back. */
  private async applyChanges(): Promise<void> {
    const changes = this.control.takeChanges()
    const { step } = this.run.position
    if (changes.length > 0 && step > 0 && step !== this.markedStep) {
      await this.keep('mark')
      this.markedStep = step
    }
    for (const change of changes) {
      if (change.command === 'freeze') await this.freeze(change)
      else this.apply(change)
    }
  }

  private async snapshot(): Promise<void> {
    await this.save()
    await this.keep('snapshot')
  }

  private apply(change: Exclude<Change, { command: 'freeze' }>): void {
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
      await this.applyChanges()
      if (this.control.takeSnapshot()) await this.snapshot()
      // Whoever turns a knob now wants to see its mark now.
      await this.flushLog()
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
    const best = this.better(keepBest.metric, position.best, train, validation)
    const isBest = best !== undefined
    if (best) {
      position.best = best
      await this.keep('best')
    }
    const kind = otherBest(keepBest.metric)
    const [split] = keepBest.metric.split('.') as ['training' | 'validation']
    const other = `${split}.${kind === 'best-loss' ? 'loss' : 'top1'}` as const
    const otherBetter = this.better(other, position.otherBest, train, validation)
    if (otherBetter) {
      position.otherBest = otherBetter
      await this.keep(kind)
    }
    this.context.post({ event: 'epoch', ...row, isBest })
    await this.save()
    this.restartClock()
  }

  /** The epoch that just ended as the best by a metric, if it is. */
  private better(
    metric: MetricName,
    best: { readonly value: number } | undefined,
    train: SplitFigures,
    validation: SplitFigures | undefined,
  ) {
    const { epoch, step } = this.run.position
    const value = metricValue(metric, train, validation)
    return isBetter(metric, value, best?.value ?? null) ? { metric, value, epoch, step } : undefined
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
    return this.saveAs('newest')
  }

  private async keep(kind: KeptKind): Promise<void> {
    await this.saveAs(kind)
  }

  private async saveAs(kind: CheckpointKind): Promise<Problem | undefined> {
    const { position, session, program, job, data, log } = this.run
    const state = readSplitState(session, program)
    const [broken] = brokenTensors(state)
    if (broken !== undefined) await this.breakOff(broken, position.step)
    if (kind === 'newest') this.savedAt = performance.now()
    this.report.flush()
    try {
      const store = kind === 'newest' ? this.run.checkpoints : await this.run.kept(kind)
      const order = orderHash(data, job.project.training, position.epoch)
      const saved = await store.save({ progress: progressAt(position, job, order), ...state })
      log.event({ event: 'checkpoint', step: saved.step, path: saved.path, kind })
      for (const problem of saved.leftBehind) this.warn(new Problem(problem))
      if (kind !== 'newest') return undefined
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
