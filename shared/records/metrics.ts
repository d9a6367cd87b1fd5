import { z } from 'zod'

/** JSON has no NaN and no infinity: `null` stands for a number that is not finite. */
const figure = z.number().nullable()

/** Figures over one split. */
export const SplitFigures = z.strictObject({
  loss: figure,
  top1: figure.optional(),
  top5: figure.optional(),
})
export type SplitFigures = z.infer<typeof SplitFigures>

/** One row of `runs/<id>/metrics.jsonl`. Rows of steps may be thinned out; each epoch has one. Steps and epochs count from 1. */
export const MetricRow = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('step'),
    step: z.int().positive(),
    epoch: z.int().positive(),
    loss: figure,
    top1: figure.optional(),
    learningRate: z.number(),
    imagesPerSecond: figure,
  }),
  z.strictObject({
    kind: z.literal('epoch'),
    step: z.int().nonnegative(),
    epoch: z.int().positive(),
    train: SplitFigures,
    validation: SplitFigures.optional(),
    learningRate: z.number(),
    seconds: z.number().nonnegative(),
  }),
])
export type MetricRow = z.infer<typeof MetricRow>
