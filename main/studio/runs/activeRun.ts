import type { JobCommand, JobEvent, TrainResult } from '../../../shared/contract/jobs'
import type { Curve, LiveRun, RunSummary } from '../../../shared/contract/studio/runs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import type { RunListeners } from '../supervision/superviseRun'
import { LiveModel, type News, noNews } from './liveRun'
import { type KnownRun, removeIfEmpty } from './runFolder'
import type { StartedRun } from './trainRun'

type Listener = (item: LiveRun) => void

/** A run that this studio trains, will train or has just trained: its process and all who watch it. */
export class ActiveRun {
  readonly run: KnownRun
  readonly projectFolder: string
  private readonly model: LiveModel
  private readonly watchers = new Set<Listener>()
  private readonly leaving = new Set<() => void>()
  private started: StartedRun | undefined
  private outlives: boolean
  /** Settles when its process is gone and everybody was told. */
  readonly over: Promise<void>
  private isOver = () => {}

  constructor(run: KnownRun, projectFolder: string, summary: RunSummary, outlives: boolean, earlier?: Curve) {
    this.run = run
    this.projectFolder = projectFolder
    this.model = new LiveModel(summary, earlier)
    this.outlives = outlives
    this.over = new Promise((resolve) => {
      this.isOver = resolve
    })
  }

  get summary(): RunSummary {
    return this.model.summary
  }

  /** Whether its process goes on when the studio is gone. */
  get isToOutlive(): boolean {
    return this.outlives
  }

  whole(): LiveRun {
    return this.model.whole()
  }

  /** Settles when the process runs; `ended` when it is over, whatever the end. Throws a Problem if it cannot be started. */
  async start(begin: (listeners: RunListeners) => Promise<StartedRun>): Promise<{ readonly ended: Promise<RunEnd> }> {
    this.model.asked({ state: 'starting' })
    this.tell(noNews)
    try {
      this.started = await begin({
        onEvent: (event) => this.event(event),
        onRestart: (problem) => this.tell(this.model.restart(problem.details)),
        onStall: (silentMs) => this.tell(this.model.stall(silentMs)),
      })
    } catch (error) {
      this.fail(error)
      throw error
    }
    const ended = this.started.ended.then(
      (result): RunEnd => {
        this.model.finish(result)
        this.tell(noNews)
        this.isOver()
        return { result }
      },
      (error: unknown): RunEnd => ({ problem: this.fail(error) }),
    )
    return { ended }
  }

  /** The item of now, then each that follows, until the signal aborts or the run is dismissed. */
  watch(signal: AbortSignal, listener: Listener): Promise<void> {
    listener(this.whole())
    this.watchers.add(listener)
    return new Promise((resolve) => {
      const leave = () => {
        this.watchers.delete(listener)
        this.leaving.delete(leave)
        signal.removeEventListener('abort', leave)
        resolve()
      }
      this.leaving.add(leave)
      signal.addEventListener('abort', leave)
    })
  }

  /** Nothing follows any more: it is trained anew, or is none of this studio's. Whoever watches looks again who has it. */
  dismiss(): void {
    for (const leave of [...this.leaving]) leave()
  }

  label(labels: RunSummary['labels']): void {
    this.model.label(labels)
    this.tell(noNews)
  }

  listen(listener: Listener): () => void {
    this.watchers.add(listener)
    return () => void this.watchers.delete(listener)
  }

  send(command: Exclude<JobCommand, { command: 'start' | 'stop' }>): void {
    const started = this.running()
    if (command.command === 'outlive') this.outlives = command.outlive
    if (command.command === 'learning-rate') this.model.asked({ learningRate: command.learningRate })
    if (command.command === 'knob') this.model.asked({ knob: { name: command.name, value: command.value } })
    started.send(command)
    this.tell(noNews)
  }

  stop(now: boolean): void {
    const started = this.running()
    this.model.asked({ state: 'stopping' })
    started.stop({ now })
    this.tell(noNews)
  }

  /** It never began: its folder goes if nothing is in it. */
  async leaveQueue(): Promise<void> {
    this.model.asked({ state: 'stopped' })
    this.tell(noNews)
    this.isOver()
    await removeIfEmpty(this.run.folder)
  }

  private event(event: JobEvent): void {
    // Each process that carries the run has to be told.
    if (event.event === 'ready' && this.outlives) this.started?.send({ command: 'outlive', outlive: true })
    this.tell(this.model.event(event))
  }

  private fail(error: unknown): ProblemDetails {
    const problem = problemOf(error)
    this.model.fail(problem)
    this.tell(noNews)
    this.isOver()
    return problem
  }

  private running(): StartedRun {
    if (!this.started || notRunning.has(this.summary.state))
      throw new Problem({
        code: 'run-not-running',
        message: `run ${this.run.id} has no process now`,
        remedy: 'resume it first',
      })
    return this.started
  }

  private tell(news: News): void {
    const item = this.model.item(news)
    for (const watcher of [...this.watchers]) watcher(item)
  }
}

const notRunning: ReadonlySet<string> = new Set(['queued', 'finished', 'stopped', 'failed', 'interrupted'])

export interface RunEnd {
  readonly result?: TrainResult
  readonly problem?: ProblemDetails
}
