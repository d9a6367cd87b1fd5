import { z } from 'zod'
import { SplitName } from '../../records/splitName'
import { CheckpointPick } from '../checkpointChoice'
import { ProblemMessage } from '../problemMessage'
import { request, service, stream } from './core/definitions'
import { RunReference } from './names'

const count = z.int().nonnegative()
const figure = z.number().nullable()

/** How weights of a run do on a split. */
export const EvaluationView = z.strictObject({
  checkpoint: z.strictObject({ step: count, epoch: count }),
  split: SplitName,
  createdAt: z.string(),
  classes: z.array(z.string()),
  images: count,
  wrong: count,
  loss: figure,
  top1: figure,
  top5: figure,
  /** Half the width of top-1's 95 % interval. */
  top1Uncertainty: z.number(),
  /** Spent in the network. */
  msPerPicture: z.number(),
  batchSize: count,
  device: z.string(),
  /** `error`: expected calibration error; `surplus` above 0: it is too sure of itself. */
  calibration: z.strictObject({
    error: z.number(),
    surplus: z.number(),
    bins: z.array(z.strictObject({ count, confidence: z.number(), accuracy: z.number() })),
  }),
  /** `null`: no image of that class, or none taken for it. */
  perClass: z.array(z.strictObject({ images: count, precision: figure, recall: figure, f1: figure })),
  /** The cells that are not empty: true class, predicted class, pictures. */
  confusion: z.array(z.tuple([count, count, z.int().positive()])),
})
export type EvaluationView = z.infer<typeof EvaluationView>

/** A picture by its place in the split, and what was said of it. */
export const JudgedPicture = z.strictObject({
  index: count,
  label: count,
  loss: figure,
  /** Likeliest first. */
  top: z.array(z.strictObject({ class: count, probability: z.number() })).min(1),
})
export type JudgedPicture = z.infer<typeof JudgedPicture>

const which = {
  ...RunReference.shape,
  checkpoint: CheckpointPick.default('best'),
  split: SplitName,
}

/** Where a run is right and where it is wrong, picture by picture. What was found out is kept in the run's folder. */
export const evaluation = service({
  /** Evaluates; the last item has the result. Leaving the stream ends it. Also a job of `jobs.watch`. */
  start: stream({
    input: z.strictObject(which),
    item: z.strictObject({
      working: z.string(),
      progress: z.number().min(0).max(1).optional(),
      warnings: z.array(ProblemMessage),
      view: EvaluationView.optional(),
    }),
    keep: 'latest',
    everyMs: 100,
  }),
  /** What is kept; `null` where these weights were not evaluated on the split yet. */
  read: request({ input: z.strictObject(which), output: EvaluationView.nullable() }),
  /** Pictures of a cell, likeliest mistake first, or the mistakes with the largest loss. Fails with `not-evaluated`. */
  pictures: request({
    input: z.strictObject({
      ...which,
      of: z.union([
        z.strictObject({ truth: count, prediction: count }),
        z.strictObject({ truth: count, wrong: z.literal(true) }),
        z.literal('worst'),
      ]),
      from: count.default(0),
      most: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({ total: count, pictures: z.array(JudgedPicture) }),
  }),
})
