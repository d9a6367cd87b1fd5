import path from 'node:path'
import { engineFolders } from '../../main/studio/engine/engineFolders'
import { openProject } from '../../main/studio/projects/projects'
import { resumeRun, type StartedRun, startRun, type TrainOptions } from '../../main/studio/runs/trainRun'
import type { Studio } from '../../main/studio/studio'
import { forkCarrier } from '../../main/studio/supervision/jobCarrier'
import type { JobEvent, JobEventOf } from '../../shared/contract/jobs'

/** A studio in the test's own process, whose jobs are those of the bundle. */
export const studio: Studio = {
  carrier: forkCarrier,
  entry: path.resolve(__dirname, '../../out/main/job.cjs'),
  engines: engineFolders(),
  hasDriver: false,
}

/** A run that a test watches. */
export interface WatchedRun extends StartedRun {
  readonly events: JobEvent[]
  /** Process numbers, one more after each restart. */
  readonly processes: number[]
  /** The next event of that kind, from now on, that fits. */
  next<E extends JobEvent['event']>(kind: E, fits?: (event: JobEventOf<E>) => boolean): Promise<JobEventOf<E>>
}

type Waiting = (event: JobEvent) => boolean

/** Starts a run of the project in a folder, or goes on with the one given. */
export async function watchRun(
  project: string,
  { resume, ...options }: Partial<TrainOptions> & { resume?: StartedRun['run'] } = {},
): Promise<WatchedRun> {
  const events: JobEvent[] = []
  const processes: number[] = []
  let waiting: Waiting[] = []
  const listeners = {
    onEvent(event: JobEvent) {
      events.push(event)
      waiting = waiting.filter((wait) => !wait(event))
    },
    onProcess: (pid: number | undefined) => void (pid !== undefined && processes.push(pid)),
  }
  const wishes = { device: 'cpu' as const, ...options }
  const started = resume
    ? await resumeRun(studio, resume, wishes, listeners)
    : await startRun(studio, await openProject(project), wishes, listeners)
  const next: WatchedRun['next'] = (kind, fits) =>
    new Promise((resolve) => {
      waiting.push((event) => {
        const found = event.event === kind && (fits?.(event as never) ?? true)
        if (found) resolve(event as never)
        return found
      })
    })
  return { ...started, events, processes, next }
}

/** The step of the last figures that a run has told. */
export const lastStep = ({ events }: WatchedRun): number =>
  events.reduce((step, event) => (event.event === 'steps' ? (event.steps.at(-1)?.step ?? step) : step), 0)
