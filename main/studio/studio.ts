import type { JobEvent, JobResult, JobTask } from '../../shared/contract/jobs'
import { Problem } from '../../shared/problem'
import { type EngineChoice, engineEnvironment } from './engine/chooseEngine'
import type { EngineFolders } from './engine/engineFolders'
import type { CarriedProcess, JobCarrier } from './supervision/jobCarrier'
import { type JobEnding, lossProblem } from './supervision/jobEnding'
import { type JobProcess, type Patience, startJobProcess } from './supervision/jobProcess'

/** What a shell gives the studio. */
export interface Studio {
  readonly carrier: JobCarrier
  /** The bundle that job processes run. */
  readonly entry: string
  readonly engines: EngineFolders
  readonly hasDriver: boolean
}

/** Who hears of a job. */
export interface JobListeners {
  onEvent?(event: JobEvent): void
  /** What the process wrote that is not TensorFlow's noise. */
  onText?(line: string): void
}

/** Starts a process for a task; one without an engine loads no TensorFlow. */
export function startJob(
  studio: Studio,
  task: JobTask,
  choice: EngineChoice | undefined,
  listeners: JobListeners,
  patience?: Patience,
): JobProcess {
  const { carrier, entry } = studio
  return startJobProcess({
    carrier,
    entry,
    task,
    environment: choice ? engineEnvironment(choice) : {},
    onEvent: (event) => listeners.onEvent?.(event),
    onText: (line) => listeners.onText?.(line),
    ...(patience && { patience }),
  })
}

/** A process that works already: a studio that is gone started it. */
export function takeOverJob({ entry }: Studio, process: CarriedProcess, listeners: JobListeners): JobProcess {
  return startJobProcess({
    carrier: { start: () => process },
    entry,
    task: undefined,
    environment: {},
    onEvent: (event) => listeners.onEvent?.(event),
    onText: (line) => listeners.onText?.(line),
  })
}

/** A task from start to result. Throws a Problem where it failed or its process was lost. `signal` ends it at once. */
export async function runJob<N extends JobTask['task']>(
  studio: Studio,
  task: Extract<JobTask, { task: N }>,
  choice: EngineChoice | undefined,
  { signal, ...listeners }: JobListeners & { readonly signal?: AbortSignal | undefined } = {},
): Promise<Extract<JobResult, { task: N }>> {
  const job = startJob(studio, task, choice, listeners)
  const stop = () => job.stop({ now: true })
  signal?.addEventListener('abort', stop)
  try {
    const ending = await job.ended
    if (ending.kind === 'finished') return ending.result as Extract<JobResult, { task: N }>
    throw failureOf(ending)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** Why a job did not finish. A bug of ours keeps the stack that the process had. */
export function failureOf(ending: Exclude<JobEnding, { kind: 'finished' }>, safeStep?: number): Problem {
  if (ending.kind === 'lost') return new Problem(lossProblem(ending, safeStep))
  const problem = new Problem(ending.problem)
  if (ending.stack !== undefined) problem.stack = ending.stack
  return problem
}
