import { z } from 'zod'
import { SplitFigures } from '../records/metrics'
import { StartReport } from '../records/startFrom'
import { JobResult } from './jobResult'
import { LabAnswer } from './lab/labAnswer'
import { ProblemMessage } from './problemMessage'

const count = z.int().nonnegative()
const figure = z.number().nullable()

/** One training step. Numbers that are not finite are `null`. Steps and epochs count from 1. */
export const StepFigures = z.strictObject({
  step: z.int().positive(),
  epoch: z.int().positive(),
  /** Mean over the batch. */
  loss: figure,
  /** Part of the batch that is right. */
  top1: figure,
  learningRate: z.number(),
  /** Over about the last second. */
  imagesPerSecond: figure,
})
export type StepFigures = z.infer<typeof StepFigures>

/** What a run takes of its machine. */
export const MachineFigures = z.strictObject({
  /** Memory of the job's process; what may still be taken; of the machine. In bytes. */
  processBytes: count,
  freeBytes: z.number().nonnegative(),
  totalBytes: count,
  /** The part of all cores that the process uses, 0 to 1, and how many there are. */
  processor: z.number().min(0).max(1),
  cores: z.int().positive(),
  /** The part of the time for which steps waited for their batch, 0 to 1. */
  dataWait: z.number().min(0).max(1),
})
export type MachineFigures = z.infer<typeof MachineFigures>

/** A number of a layer or an augmentation that may change while a run goes on; without a range any value will do. */
export const KnobValue = z.strictObject({
  name: z.string(),
  value: z.number(),
  range: z.tuple([z.number(), z.number()]).optional(),
})
export type KnobValue = z.infer<typeof KnobValue>

/** Job process to studio. */
export const JobEvent = z.discriminatedUnion('event', [
  /** The process is up and waits for `start`. TensorFlow is not loaded yet. */
  z.strictObject({ event: z.literal('ready'), protocol: z.int(), process: z.int() }),
  /** What takes time before the first step, or besides steps: 'reading sample:digits'. */
  z.strictObject({
    event: z.literal('working'),
    what: z.string(),
    done: z.number().optional(),
    total: z.number().optional(),
    /** Of what `done` counts, over the last seconds. */
    perSecond: z.number().optional(),
    secondsLeft: z.number().optional(),
  }),
  /** How far a scan is: files found while it lists them, then files that it has looked at, then what they have in common. */
  z.strictObject({
    event: z.literal('scan'),
    phase: z.enum(['listing', 'reading', 'comparing']),
    /** Found so far; all of them once they are read. */
    files: count,
    /** Looked at, those that an earlier scan knew counted in. */
    done: count,
    /** Files and folders that are not used, and notes on classes. */
    problems: count,
    /** Over the last seconds. */
    perSecond: z.number().optional(),
    secondsLeft: z.number().optional(),
  }),
  z.strictObject({
    event: z.literal('started'),
    /** Of the checkpoint from which the run goes on; 0 for a new run. */
    step: count,
    epochs: count,
    stepsPerEpoch: count,
    /** Where the run ends if nothing ends it sooner. */
    totalSteps: count,
    /** Training images. */
    images: count,
    parameters: count,
    device: z.string(),
    tensorflow: z.string(),
    knobs: z.array(KnobValue),
    /** What is done to training images, a sentence an operation; absent: nothing. */
    augmentation: z.array(z.string()).optional(),
    /** Whose weights a new run begins with. */
    start: StartReport.optional(),
    /** Layers with weights that do not learn for now. */
    frozen: z.array(z.string()).optional(),
  }),
  /** Layers that learn from here on. */
  z.strictObject({ event: z.literal('unfrozen'), step: count, layers: z.array(z.string()) }),
  /** Layers that no longer learn from here on: by hand. */
  z.strictObject({ event: z.literal('frozen'), step: count, layers: z.array(z.string()) }),
  /** The steps since the last such message, at most ten messages a second. */
  z.strictObject({ event: z.literal('steps'), steps: z.array(StepFigures).min(1) }),
  z.strictObject({
    event: z.literal('epoch'),
    epoch: z.int().positive(),
    step: count,
    train: SplitFigures,
    validation: SplitFigures.optional(),
    learningRate: z.number(),
    seconds: z.number(),
    isBest: z.boolean(),
  }),
  /** It is on the disk. */
  z.strictObject({ event: z.literal('checkpoint'), step: count, path: z.string() }),
  /** Every two seconds while steps are done. */
  z.strictObject({ event: z.literal('machine'), figures: MachineFigures }),
  z.strictObject({ event: z.literal('paused'), step: count }),
  z.strictObject({ event: z.literal('continued'), step: count }),
  /** Something that a person should know and that does not stop the job. */
  z.strictObject({ event: z.literal('warning'), problem: ProblemMessage }),
  /** Of the lab, to the question with that number: each gets one of the two. */
  z.strictObject({ event: z.literal('answered'), id: count, answer: LabAnswer }),
  /** `stack`: it is a bug of ours. */
  z.strictObject({ event: z.literal('unanswered'), id: count, problem: ProblemMessage, stack: z.string().optional() }),
  /** The last message of a job that did what it was asked. */
  z.strictObject({ event: z.literal('finished'), result: JobResult }),
  /** The last message of a job that could not. `stack`: it is a bug of ours. */
  z.strictObject({
    event: z.literal('failed'),
    problem: ProblemMessage,
    stack: z.string().optional(),
    /** Steps done when it failed, for a run. */
    step: count.optional(),
  }),
])
export type JobEvent = z.infer<typeof JobEvent>
export type JobEventOf<E extends JobEvent['event']> = Extract<JobEvent, { event: E }>
