import type { JobEvent } from '../../../shared/contract/jobs'
import type { EndedJob, JobInProgress } from '../../../shared/contract/studio/jobs'
import { Problem } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import { Changes } from '../host/changes'
import type { JobListeners } from '../studio'

/** What a job is called on the board. */
export interface JobTitle {
  readonly task: string
  readonly subject: string
  readonly projectFolder?: string | undefined
  readonly run?: string | undefined
}

/** Ended jobs that are remembered. */
const mostEnded = 50

/** Every job that works for this studio now, and how the last ones ended. */
export class JobBoard {
  readonly changes = new Changes()
  private readonly running = new Map<number, { job: JobInProgress; cancel: () => void }>()
  private readonly ended: EndedJob[] = []
  private next = 0

  /** A number for a job, also for one that only waits. */
  number(): number {
    return this.next++
  }

  add(title: JobTitle, cancel: () => void, job = this.number()): number {
    this.running.set(job, { job: { job, ...title }, cancel })
    this.changes.tell()
    return job
  }

  change(job: number, news: Partial<JobInProgress>): void {
    const entry = this.running.get(job)
    if (!entry) return
    entry.job = { ...entry.job, ...news }
    this.changes.tell()
  }

  end(job: number, how: Pick<EndedJob, 'problem' | 'end'> = {}): void {
    const entry = this.running.get(job)
    if (!entry) return
    this.running.delete(job)
    const { task, subject, run, projectFolder } = entry.job
    this.ended.unshift({ job, task, subject, run, projectFolder, at: new Date().toISOString(), ...how })
    this.ended.length = Math.min(this.ended.length, mostEnded)
    this.changes.tell()
  }

  /** Ends a job that is no run. */
  cancel(job: number): void {
    const entry = this.running.get(job)
    if (!entry || entry.job.task === 'train')
      throw new Problem({
        code: 'no-such-job',
        message: entry ? 'a run is stopped, not cancelled' : 'the job has ended already',
        remedy: entry ? 'stop the run' : undefined,
      })
    entry.cancel()
  }

  inProgress(): JobInProgress[] {
    return [...this.running.values()].map(({ job }) => job)
  }

  endedLately(): EndedJob[] {
    return [...this.ended]
  }

  /** Does a piece of work in the sight of all: its progress, its end, and a way to end it. `signal` is the caller's. */
  async work<T>(
    title: JobTitle,
    signal: AbortSignal,
    act: (options: JobListeners & { readonly signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController()
    const cancel = () => abort.abort()
    signal.addEventListener('abort', cancel)
    const job = this.add(title, cancel)
    try {
      const result = await act({ signal: abort.signal, onEvent: (event) => this.change(job, progressOf(event)) })
      this.end(job)
      return result
    } catch (error) {
      this.end(job, { problem: problemOf(error) })
      throw error
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

/** What an event says of how far a job is. */
function progressOf(event: JobEvent): Partial<JobInProgress> {
  if (event.event === 'ready') return { process: event.process }
  if (event.event !== 'working') return {}
  const { what, done, total } = event
  return { working: what, progress: done !== undefined && total ? Math.min(1, done / total) : undefined }
}
