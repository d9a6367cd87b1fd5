import { z } from 'zod'
import { Sha256 } from './job'
import { SplitName } from './splitName'

const count = z.int().nonnegative()

/** The first line of a file of picture results: what they are of. Arrays follow it, as `shared/evaluation/pictureResults` says. */
export const EvaluationHead = z.strictObject({
  format: z.literal('layerloom-evaluation'),
  version: z.literal(1),
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  checkpoint: z.strictObject({ step: count, epoch: count }),
  data: z.strictObject({ source: z.string(), hash: Sha256, split: SplitName }),
  classes: z.array(z.string()).min(1),
  images: count.max(100_000_000),
  /** Classes kept of each picture. */
  top: z.int().min(1).max(5),
  loss: z.number().nullable(),
  top1: z.number().nullable(),
  top5: z.number().nullable(),
  /** Spent in the network, reading not counted in. */
  msPerPicture: z.number().nonnegative(),
  batchSize: z.int().positive(),
  device: z.string(),
})
export type EvaluationHead = z.infer<typeof EvaluationHead>
