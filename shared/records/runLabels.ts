import { z } from 'zod'
import { defineRecord } from './record'

/** What a person calls a run and writes about it. */
export const RunLabels = z.strictObject({
  name: z.string().max(200),
  note: z.string().max(20_000),
  tags: z.array(z.string().min(1).max(50)).max(50),
})
export type RunLabels = z.infer<typeof RunLabels>

export const noLabels: RunLabels = { name: '', note: '', tags: [] }

/** `runs/<id>/labels.json`: what a person calls a run and wrote about it. Not part of what defines the run. */
const RunLabelsFile = z.strictObject({
  format: z.literal('layerloom-labels'),
  version: z.literal(1),
  labels: RunLabels,
})

export const runLabelsRecord = defineRecord<z.infer<typeof RunLabelsFile>>({
  format: 'layerloom-labels',
  file: 'labels.json',
  version: 1,
  schema: RunLabelsFile,
  migrations: [],
})
