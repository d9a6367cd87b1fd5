import type { JobEvent, JobEventOf, KnobValue, MachineFigures, TrainResult } from '../../../shared/contract/jobs'
import type { Curve, EpochPoint, LiveRun, RunState, RunSummary } from '../../../shared/contract/studio/runs'
import { type CurvePoint, pointOf } from '../../../shared/curves/curvePoint'
import { decimate } from '../../../shared/curves/decimate'
import { GrowingCurve } from '../../../shared/curves/growingCurve'
import type { ProblemDetails } from '../../../shared/problem'

/** Points that one message of a job gives the windows at most: ten messages come a second. */
const pointsAMessage = 10
const keptWarnings = 100

/** News for the windows since the last: what `LiveRun` adds up. */
export interface News {
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly EpochPoint[]
  readonly warnings: readonly ProblemDetails[]
  /** Earlier points hold no more: the run went back to a checkpoint. */
  readonly isWhole: boolean
}
export const noNews: News = { points: [], epochs: [], warnings: [], isWhole: false }

/** What is known of a run that this studio trains, from its job's messages alone. No clock, no disk. */
export class LiveModel {
  summary: RunSummary
  private readonly curve = new GrowingCurve()
  private epochs: EpochPoint[] = []
  private warnings: ProblemDetails[] = []
  private started: JobEventOf<'started'> | undefined
  private imagesPerSecond: number | null = null
  private working: LiveRun['working']
  private rate: number | undefined
  private rateByHand = false
  private knobs: KnobValue[] = []
  private frozen: string[] = []
  private machine: MachineFigures | undefined
  private safeStep: number | undefined
  private stalledMs: number | undefined
  private restarts = 0

  constructor(summary: RunSummary, earlier: Curve = { points: [], epochs: [] }) {
    this.summary = summary
    for (const point of earlier.points) this.curve.add(point)
    this.epochs = [...earlier.epochs]
  }

  /** Takes in a message; gives what it adds for windows. */
  event(event: JobEvent): News {
    switch (event.event) {
      case 'ready':
        this.change({ process: event.process })
        return noNews
      case 'working': {
        const { what, done, total } = event
        this.working = { what, ...(done !== undefined && { done }), ...(total !== undefined && { total }) }
        return noNews
      }
      case 'started':
        return this.start(event)
      case 'steps':
        return this.steps(event)
      case 'epoch':
        return this.epoch(event)
      case 'frozen':
        this.frozen = [...new Set([...this.frozen, ...event.layers])]
        return noNews
      case 'unfrozen':
        this.frozen = this.frozen.filter((layer) => !event.layers.includes(layer))
        return noNews
      case 'checkpoint':
        this.safeStep = event.step
        return noNews
      case 'machine':
        this.machine = event.figures
        return noNews
      case 'paused':
        this.change({ state: 'paused', step: event.step })
        return noNews
      case 'continued':
        this.change({ state: 'training' })
        return noNews
      case 'warning':
        return this.warn(event.problem)
      default:
        // The end is told when the process is gone (`finish`, `fail`); other messages are of other jobs.
        return noNews
    }
  }

  stall(silentMs: number): News {
    this.stalledMs = silentMs
    return noNews
  }

  restart(problem: ProblemDetails): News {
    this.restarts++
    this.change({ state: 'starting' })
    return this.warn(problem)
  }

  /** A wish of a person that the job was told. */
  asked(what: { state?: RunState; learningRate?: number | null; knob?: { name: string; value: number } }): void {
    if (what.state) this.change({ state: what.state })
    if (what.learningRate !== undefined) {
      this.rateByHand = what.learningRate !== null
      if (what.learningRate !== null) this.rate = what.learningRate
    }
    const { knob } = what
    if (knob) this.knobs = this.knobs.map((known) => (known.name === knob.name ? { ...known, ...knob } : known))
  }

  label(labels: RunSummary['labels']): void {
    this.change({ labels })
  }

  finish({ end, steps, epochs, test }: TrainResult): void {
    const isOver = end === 'epochs' || end === 'early-stopping' || end === 'maximum-time'
    this.change({
      state: isOver ? 'finished' : 'stopped',
      step: steps,
      epoch: epochs,
      canResume: !isOver,
      ...(test && { test }),
    })
    this.rest()
  }

  fail(problem: ProblemDetails): void {
    this.change({ state: problem.code.startsWith('job-') ? 'interrupted' : 'failed', problem, canResume: true })
    this.rest()
  }

  whole(): LiveRun {
    return this.item({
      points: this.curve.all(),
      epochs: this.epochs,
      warnings: this.warnings,
      isWhole: true,
    })
  }

  item({ points, epochs, warnings, isWhole }: News): LiveRun {
    const { summary, imagesPerSecond, working, rate, knobs, frozen, machine } = this
    const { safeStep, stalledMs, restarts } = this
    const secondsLeft = this.secondsLeft()
    return {
      summary,
      isWhole,
      points: [...points],
      epochs: [...epochs],
      imagesPerSecond,
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(working && { working }),
      ...(rate !== undefined && { learningRate: { value: rate, byHand: this.rateByHand } }),
      knobs,
      ...(frozen.length > 0 && { frozen }),
      ...(machine && { machine }),
      ...(safeStep !== undefined && { safeStep }),
      ...(stalledMs !== undefined && { stalledMs }),
      restarts,
      warnings: [...warnings],
    }
  }

  private start(event: JobEventOf<'started'>): News {
    this.started = event
    this.working = undefined
    this.knobs = event.knobs
    this.frozen = event.frozen ?? []
    this.safeStep = event.step > 0 ? event.step : undefined
    this.curve.cutBehind(event.step)
    this.epochs = this.epochs.filter(({ step }) => step <= event.step)
    const { problem: _problem, ...rest } = this.summary
    this.summary = {
      ...rest,
      state: 'training',
      step: event.step,
      totalSteps: event.totalSteps,
      epochs: event.epochs,
      epoch: Math.floor(event.step / event.stepsPerEpoch),
      device: event.device,
      canResume: false,
    }
    return { points: this.curve.all(), epochs: this.epochs, warnings: [], isWhole: true }
  }

  private steps({ steps }: JobEventOf<'steps'>): News {
    const points = steps.map(pointOf)
    for (const point of points) this.curve.add(point)
    const last = steps[steps.length - 1]
    if (last) {
      this.imagesPerSecond = last.imagesPerSecond
      this.rate = last.learningRate
      this.change({ step: last.step })
    }
    this.working = undefined
    this.stalledMs = undefined
    return { ...noNews, points: decimate(points, pointsAMessage) }
  }

  private epoch({ event: _event, isBest: _isBest, ...epoch }: JobEventOf<'epoch'>): News {
    this.epochs.push(epoch)
    const { train, validation } = epoch
    this.change({ epoch: epoch.epoch, step: epoch.step, train, ...(validation && { validation }) })
    return { ...noNews, epochs: [epoch] }
  }

  private warn(problem: ProblemDetails): News {
    this.warnings = [...this.warnings, problem].slice(-keptWarnings)
    return { ...noNews, warnings: [problem] }
  }

  private secondsLeft(): number | undefined {
    if (!this.started || !this.imagesPerSecond || this.summary.state !== 'training') return undefined
    const { totalSteps, stepsPerEpoch, images } = this.started
    return (Math.max(0, totalSteps - this.summary.step) / stepsPerEpoch) * (images / this.imagesPerSecond)
  }

  private rest(): void {
    this.working = undefined
    this.stalledMs = undefined
    this.imagesPerSecond = null
    this.machine = undefined
    const { process: _process, ...rest } = this.summary
    this.summary = rest
  }

  private change(news: Partial<RunSummary>): void {
    this.summary = { ...this.summary, ...news }
  }
}
