import { z } from 'zod'
import { ProblemMessage } from '../problemMessage'
import { request, service, stream } from './core/definitions'
import { done, RunId } from './names'
import { RunState } from './runs'

/** A process that works for the studio, or a run that waits for its turn. */
export const JobInProgress = z.strictObject({
  /** Of this job, for as long as the studio runs. */
  job: z.int().nonnegative(),
  task: z.string(),
  /** What it works on, for people: a run's or a folder's name. */
  subject: z.string(),
  projectFolder: z.string().optional(),
  run: RunId.optional(),
  state: RunState.optional(),
  /** From 0 to 1, where it can be told. */
  progress: z.number().min(0).max(1).optional(),
  working: z.string().optional(),
  process: z.int().optional(),
})
export type JobInProgress = z.infer<typeof JobInProgress>

/** A job that ended lately, newest first. */
export const EndedJob = z.strictObject({
  job: z.int().nonnegative(),
  task: z.string(),
  subject: z.string(),
  run: RunId.optional(),
  projectFolder: z.string().optional(),
  at: z.string(),
  /** Absent: it did what it was asked. */
  problem: ProblemMessage.optional(),
  /** A run's end: `epochs`, `early-stopping`, `stopped` ... */
  end: z.string().optional(),
})
export type EndedJob = z.infer<typeof EndedJob>

export const JobsState = z.strictObject({
  running: z.array(JobInProgress),
  /** In the order in which they will be started. */
  queue: z.array(JobInProgress),
  /** The queue starts nothing until it is released: it was found on the disk after a crash, or was held. */
  isHeld: z.boolean(),
  ended: z.array(EndedJob),
})
export type JobsState = z.infer<typeof JobsState>

/** All that works now, whoever asked for it. */
export const jobs = service({
  watch: stream({ input: z.strictObject({}), item: JobsState, keep: 'latest', everyMs: 250 }),
  /** Ends a job that is no run; runs are stopped by `runs.stop`. */
  cancel: request({ input: z.strictObject({ job: z.int().nonnegative() }), output: done }),
  /** To another place in the queue, 0 is next. */
  move: request({
    input: z.strictObject({ job: z.int().nonnegative(), place: z.int().nonnegative() }),
    output: done,
  }),
  hold: request({ input: z.strictObject({ hold: z.boolean() }), output: done }),
})
