import type { StudioClient } from '../../../shared/contract/studio'
import type { EndedJob, JobsState } from '../../../shared/contract/studio/jobs'

/** Follows what trains, for what the desktop shows of it outside of the window. Settles when the studio is gone. */
export async function followTraining(
  { jobs }: StudioClient,
  onChange: (now: TrainingNow) => void,
  onEnd: (job: EndedJob) => void,
): Promise<void> {
  let seen: number | undefined
  for await (const state of jobs.watch({})) {
    const runs = state.ended.filter(({ task }) => task === 'train')
    onChange(trainingIn(state))
    // Those that ended before anybody looked are no news.
    if (seen !== undefined) for (const job of runs.filter(isAfter(seen))) onEnd(job)
    seen = Math.max(seen ?? -1, ...runs.map(({ job }) => job))
  }
}

/** What trains, at a moment. */
export interface TrainingNow {
  /** Runs that have a process. */
  readonly runs: number
  /** Over all of them, from 0 to 1. */
  readonly progress: number
}

export function trainingIn({ running }: JobsState): TrainingNow {
  const runs = running.filter(({ task }) => task === 'train')
  const progress = runs.reduce((sum, run) => sum + (run.progress ?? 0), 0) / Math.max(1, runs.length)
  return { runs: runs.length, progress }
}

const isAfter = (seen: number) => (ended: EndedJob) => ended.job > seen
