import { z } from 'zod'
import { LayerPattern } from '../training/fineTuning/layerPattern'
import { JobTask } from './jobTask'
import { LabQuestion } from './lab/labQuestion'

/** Raised with every change of the messages: a job that outlives its studio may meet a newer one. */
export const jobProtocol = 3

/** Studio to job process. Those between `start` and `ask` are for a training run, the last two for the lab. */
export const JobCommand = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('start'), protocol: z.literal(jobProtocol), task: JobTask }),
  /** Checkpoint, then wait. */
  z.strictObject({ command: z.literal('pause') }),
  z.strictObject({ command: z.literal('resume') }),
  /** Checkpoint, then exit; `now`: exit after the current step, without one. */
  z.strictObject({ command: z.literal('stop'), now: z.boolean() }),
  /** Checkpoint after the current step, then go on. */
  z.strictObject({ command: z.literal('snapshot') }),
  /** A rate that replaces the schedule; `null` gives the schedule back. */
  z.strictObject({ command: z.literal('learning-rate'), learningRate: z.number().positive().nullable() }),
  /** A layer's knob (a dropout rate), `<layer id>/<name>`. */
  z.strictObject({ command: z.literal('knob'), name: z.string(), value: z.number() }),
  /** Layers and blocks by name: they no longer learn, or learn again, from the next step on. */
  z.strictObject({
    command: z.literal('freeze'),
    layers: z.array(LayerPattern).min(1).max(1000),
    frozen: z.boolean(),
  }),
  /** Whether the run goes on when the studio is gone. Otherwise it writes a checkpoint and exits. */
  z.strictObject({ command: z.literal('outlive'), outlive: z.boolean() }),
  /** A question; of those of one lane that wait only the newest is answered. */
  z.strictObject({ command: z.literal('ask'), id: z.int().nonnegative(), lane: z.string(), question: LabQuestion }),
  /** Nobody waits for its answer any more. */
  z.strictObject({ command: z.literal('forget'), id: z.int().nonnegative() }),
])
export type JobCommand = z.infer<typeof JobCommand>
