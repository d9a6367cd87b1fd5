import { z } from 'zod'
import { Sha256 } from './job'
import { defineRecord } from './record'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)

/** `runs/<id>/report.json`: how well a checkpoint does on one split. Rows of `confusion` are the true classes, columns the predicted ones. */
export const Report = z.strictObject({
  format: z.literal('layerloom-report'),
  version: z.literal(1),
  createdAt: z.string(),
  checkpoint: z.strictObject({ step: count, path: z.string() }),
  data: z.strictObject({ source: z.string(), hash: Sha256, split: z.enum(['train', 'validation', 'test']) }),
  images: count,
  loss: z.number().nullable(),
  top1: share.optional(),
  top5: share.optional(),
  /** `null`: no image of that class, or none predicted as it. */
  perClass: z.array(
    z.strictObject({
      name: z.string(),
      images: count,
      precision: share.nullable(),
      recall: share.nullable(),
      f1: share.nullable(),
    }),
  ),
  confusion: z.array(z.array(count)),
})
export type Report = z.infer<typeof Report>

export const reportRecord = defineRecord<Report>({
  format: 'layerloom-report',
  file: 'report.json',
  version: 1,
  schema: Report,
  migrations: [],
})
