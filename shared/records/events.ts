import { z } from 'zod'
import { CheckpointKind } from './keptCheckpoint'

const at = z.string()
const step = z.int().nonnegative()
const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string().optional(),
  place: z.string().optional(),
  layer: z.string().optional(),
})

/** One row of `runs/<id>/events.jsonl`: what happened to a run, in order. `at` is ISO 8601 in UTC. */
export const RunEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('started'), at, process: z.int() }),
  /** It began as a branch of another run, at this step. */
  z.strictObject({ event: z.literal('branched'), at, step, from: z.string() }),
  /** `step` is that of the checkpoint from which the run goes on; 0 if there was none. */
  z.strictObject({ event: z.literal('resumed'), at, process: z.int(), step }),
  z.strictObject({ event: z.literal('paused'), at, step }),
  z.strictObject({ event: z.literal('continued'), at, step }),
  /** Set by hand; `null`: the schedule has it again. */
  z.strictObject({ event: z.literal('learning-rate'), at, step, learningRate: z.number().nullable() }),
  /** Layers that learn from here on: as planned, or by hand. */
  z.strictObject({
    event: z.literal('unfrozen'),
    at,
    step,
    layers: z.array(z.string()),
    byHand: z.boolean().optional(),
  }),
  /** Layers that a person froze: they no longer learn from here on. */
  z.strictObject({ event: z.literal('frozen'), at, step, layers: z.array(z.string()) }),
  z.strictObject({ event: z.literal('knob'), at, step, name: z.string(), value: z.number() }),
  /** Absent `kind`: of a run that began before there were kinds. */
  z.strictObject({ event: z.literal('checkpoint'), at, step, path: z.string(), kind: CheckpointKind.optional() }),
  /** The run goes on without it; older checkpoints stand. */
  z.strictObject({ event: z.literal('checkpoint-failed'), at, step, problem }),
  /** A checkpoint that was not taken, and why; an older one was. */
  z.strictObject({ event: z.literal('checkpoint-refused'), at, problem }),
  /** Something that a person should know and that does not stop the run. */
  z.strictObject({ event: z.literal('warning'), at, problem }),
  z.strictObject({ event: z.literal('stopped'), at, step, reason: z.string() }),
  z.strictObject({ event: z.literal('finished'), at, step, reason: z.string() }),
  z.strictObject({ event: z.literal('failed'), at, step, problem }),
])
export type RunEvent = z.infer<typeof RunEvent>
