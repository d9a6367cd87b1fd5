import type { JobEvent, JobResult, RepairDataTask, ScanTask } from '../../../shared/contract/jobs'
import type { Problem } from '../../../shared/problem'
import { chooseEngine, decodingSettings } from '../engine/chooseEngine'
import { failureOf, type JobListeners, type Studio, startJob } from '../studio'
import type { JobEnding } from '../supervision/jobEnding'
import type { JobProcess } from '../supervision/jobProcess'

export interface ScanListeners extends JobListeners {
  /** Its process was lost, most likely in the decoder; another one goes on. */
  onRestart?(problem: Problem): void
  /** A process runs; one more after each restart. */
  onProcess?(pid: number | undefined): void
}

export interface SupervisedScan<R extends JobResult> {
  /** The result, or a Problem for a scan that was stopped, failed or was lost. */
  readonly ended: Promise<R>
  /** Ends it within a second; what was looked at is kept. */
  stop(): void
}

export interface ScanPatience {
  /** A process that says nothing for so long is in a decoder that does not come back, in milliseconds. */
  readonly silentMs: number
  /** Processes that may be lost one after the other without that a file more was looked at. */
  readonly vainLosses: number
}
export const scanPatience: ScanPatience = { silentMs: 60_000, vainLosses: 3 }

/** Nothing is lost by ending a scan, so it has no more than a moment to end by itself. */
const stopPatience = { stopMs: 150, stopNowMs: 150, killMs: 150 }

/** A task that looks at every picture, without what the supervision adds. */
type Looking =
  | Omit<ScanTask, 'engine' | 'gpuRequired' | 'afterDeath'>
  | Omit<RepairDataTask, 'engine' | 'gpuRequired' | 'afterDeath'>

/**
 * A task that looks at every picture, and the processes that carry it. A file may end the process that decodes it: the next one tries
 * the files that were in the decoder one by one, and leaves out the one that was alone there when it happened again. So each loss or
 * two costs one file, and it comes to its end whatever the files are.
 */
export function superviseScan<R extends JobResult>(
  studio: Studio,
  looking: Looking,
  listeners: ScanListeners,
  patience: ScanPatience = scanPatience,
): SupervisedScan<R> {
  const { engines, hasDriver } = studio
  const choice = chooseEngine({ wish: 'cpu', folders: engines, hasDriver, stored: decodingSettings() })
  const { engine, gpuRequired } = choice
  let done = -1
  let isStopping = false
  let isSilent = false
  let watch: NodeJS.Timeout | undefined

  const onEvent = (event: JobEvent) => {
    clearTimeout(watch)
    watch = setTimeout(giveUpOn, patience.silentMs)
    if (event.event === 'scan' && event.phase === 'reading') done = Math.max(done, event.done)
    listeners.onEvent?.(event)
  }
  const start = (afterDeath: boolean): JobProcess => {
    // A restart goes on from what is kept, also where all was to be looked at anew.
    const again = looking.task === 'scan' ? { fresh: false, afterDeath } : { afterDeath }
    const task = { ...looking, engine, gpuRequired, ...(afterDeath && again) }
    const job = startJob(studio, task, choice, { ...listeners, onEvent }, stopPatience)
    listeners.onProcess?.(job.pid)
    return job
  }
  const giveUpOn = () => {
    isSilent = true
    job.stop({ now: true })
  }

  let job = start(false)
  const untilEnd = async (): Promise<R> => {
    let vain = 0
    for (let before = -1; ; before = done) {
      const ending = await job.ended
      clearTimeout(watch)
      if (ending.kind === 'finished') return ending.result as R
      const problem = failureOf(ending)
      vain = done > before ? 0 : vain + 1
      if (isStopping || !(isSilent || isDeath(ending)) || vain >= patience.vainLosses) throw problem
      isSilent = false
      listeners.onRestart?.(problem)
      job = start(true)
    }
  }
  return {
    ended: untilEnd(),
    stop() {
      isStopping = true
      job.stop({ now: true })
    },
  }
}

/** What a picture can do to a process: end it, or take its memory. */
const isDeath = (ending: JobEnding): boolean =>
  ending.kind === 'lost' && (ending.reason === 'crashed' || ending.reason === 'oom')
