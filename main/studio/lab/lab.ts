import type { JobEvent, LabAnswer, LabAnswerTo, LabQuestion } from '../../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { chooseEngine, defaultSettings } from '../engine/chooseEngine'
import { type Studio, startJob } from '../studio'
import type { JobEnding } from '../supervision/jobEnding'
import type { JobProcess } from '../supervision/jobProcess'
import { mayRestart } from '../supervision/restartBudget'

export interface LabOptions {
  /** A process of which nothing was asked for so long is ended: what it keeps is memory, and a new one takes a second. */
  readonly idleMs: number
}
const usualOptions: LabOptions = { idleMs: 60_000 }

/** Nothing of a lab has to be kept, so that it has no more than a moment to end by itself. */
const endPatience = { stopMs: 2_000, stopNowMs: 500, killMs: 1_000 }
/** A question that was being answered when two processes were lost is not asked a third time. */
const mostTries = 2
const restarts = { limit: 5, windowMs: 60_000 }

interface Pending {
  readonly id: number
  readonly lane: string
  readonly question: LabQuestion
  tries: number
  resolve(answer: LabAnswer): void
  reject(error: unknown): void
}

/**
 * A process that answers questions about one project's networks, started by the first of them. It may be lost at any time: what was being asked is
 * asked again of a new one, once. It computes on the processor, on half of its threads: a run that trains has the rest, and the GPU.
 */
export class Lab {
  private readonly studio: Studio
  private readonly options: LabOptions
  private readonly pending = new Map<number, Pending>()
  private readonly lost: number[] = []
  private job: JobProcess | undefined
  private next = 0
  private idle: NodeJS.Timeout | undefined
  private isClosed = false

  constructor(studio: Studio, options: Partial<LabOptions> = {}) {
    this.studio = studio
    this.options = { ...usualOptions, ...options }
  }

  /** The process that runs now, for tests and the board. */
  get pid(): number | undefined {
    return this.job?.pid
  }

  /**
   * Asks. Of the questions of one lane only the newest is answered, the others fail with `superseded`; one whose signal is aborted is given up.
   */
  ask<Q extends LabQuestion>(question: Q, lane: string, signal?: AbortSignal): Promise<LabAnswerTo<Q['ask']>> {
    if (this.isClosed) return Promise.reject(closed())
    if (signal?.aborted) return Promise.reject(givenUp())
    const id = this.next++
    const asked = new Promise<LabAnswer>((resolve, reject) => {
      this.pending.set(id, { id, lane, question, tries: 0, resolve, reject })
    })
    const give = () => {
      this.job?.send({ command: 'forget', id })
      this.settle(id, (pending) => pending.reject(givenUp()))
    }
    signal?.addEventListener('abort', give)
    clearTimeout(this.idle)
    try {
      this.post(this.pending.get(id) as Pending)
    } catch (error) {
      this.settle(id, (pending) => pending.reject(error))
    }
    return asked.finally(() => signal?.removeEventListener('abort', give)) as Promise<LabAnswerTo<Q['ask']>>
  }

  /** Ends the process; questions that wait fail. */
  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.idle)
    const { job } = this
    this.job = undefined
    this.rejectAll(closed())
    job?.stop({ now: true })
    await job?.ended
  }

  private post(pending: Pending): void {
    const { id, lane, question } = pending
    pending.tries++
    this.job ??= this.start()
    this.job.send({ command: 'ask', id, lane, question })
  }

  private start(): JobProcess {
    const { engines, hasDriver } = this.studio
    const { intraOpThreads, ...rest } = defaultSettings()
    const stored = { ...rest, intraOpThreads: Math.max(1, Math.ceil(intraOpThreads / 2)) }
    const choice = chooseEngine({ wish: 'cpu', folders: engines, hasDriver, stored })
    const { engine, gpuRequired } = choice
    const job = startJob(
      this.studio,
      { task: 'lab', engine, gpuRequired },
      choice,
      { onEvent: (event) => this.hear(event) },
      endPatience,
    )
    void job.ended.then((ending) => this.ended(job, ending))
    return job
  }

  private hear(event: JobEvent): void {
    if (event.event === 'answered') this.settle(event.id, ({ resolve }) => resolve(event.answer))
    if (event.event === 'unanswered')
      this.settle(event.id, ({ reject }) => reject(unansweredBy(event.problem, event.stack)))
  }

  /** The process is gone. Where that was not our doing, what waits is asked again, within bounds. */
  private ended(job: JobProcess, ending: JobEnding): void {
    if (this.job !== job) return
    this.job = undefined
    const problem = lossOf(ending)
    const now = Date.now()
    const again = isDeath(ending) && mayRestart(restarts, this.lost, now)
    this.lost.push(now)
    for (const pending of [...this.pending.values()])
      if (again && pending.tries < mostTries) this.post(pending)
      else this.settle(pending.id, ({ reject }) => reject(problem))
  }

  private settle(id: number, act: (pending: Pending) => void): void {
    const pending = this.pending.get(id)
    if (!pending) return
    this.pending.delete(id)
    act(pending)
    if (this.pending.size > 0 || !this.job) return
    clearTimeout(this.idle)
    this.idle = setTimeout(() => this.rest(), this.options.idleMs)
    this.idle.unref()
  }

  private rest(): void {
    const { job } = this
    this.job = undefined
    job?.stop({ now: true })
  }

  private rejectAll(problem: Problem): void {
    for (const { id } of [...this.pending.values()]) this.settle(id, ({ reject }) => reject(problem))
  }
}

/** What a picture or a network can do to a process, or somebody else. */
const isDeath = (ending: JobEnding): boolean =>
  ending.kind === 'lost' && (ending.reason === 'crashed' || ending.reason === 'killed')

function unansweredBy(problem: ProblemDetails, stack: string | undefined): Error {
  if (stack === undefined) return new Problem(problem)
  const bug = new Error(problem.message)
  bug.stack = stack
  return bug
}

function lossOf(ending: JobEnding): Problem {
  if (ending.kind === 'failed') return new Problem(ending.problem)
  const how =
    ending.kind === 'finished'
      ? 'it ended'
      : ending.reason === 'oom'
        ? 'it ran out of memory'
        : ending.exit.signal
          ? `signal ${ending.exit.signal}`
          : `exit status ${ending.exit.code ?? 'unknown'}`
  return new Problem({
    code: 'lab-lost',
    message: `the process that looks into networks was lost (${how})`,
    remedy: 'ask again: it is started anew',
  })
}

const givenUp = (): Problem => new Problem({ code: 'cancelled', message: 'nobody waits for the answer any more' })

const closed = (): Problem =>
  new Problem({ code: 'project-not-open', message: 'the project is not open', remedy: 'open it again' })
