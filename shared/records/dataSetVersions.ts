import { z } from 'zod'
import { Sha256 } from './job'
import { defineRecord } from './record'

const count = z.int().nonnegative()

/** A state of a data set that a person gave a number: what was in effect then. */
export const DataSetVersion = z.strictObject({
  number: z.int().positive(),
  /** That of `dataset.json` then: runs that were trained on it have the same in their `job.json`. */
  hash: Sha256,
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  source: z.string(),
  classes: count,
  train: count,
  validation: count,
  test: count,
  leftOut: count,
  edits: count,
})
export type DataSetVersion = z.infer<typeof DataSetVersion>

/** `dataset-versions/versions.json` in a project's folder; beside it lies `<number>.json`, each a whole `dataset.json`. */
export const DataSetVersions = z
  .strictObject({
    format: z.literal('layerloom-data-set-versions'),
    version: z.literal(1),
    /** Oldest first; numbers rise. */
    versions: z.array(DataSetVersion).max(10_000),
  })
  .refine(({ versions }) => versions.every(({ number }, k) => number > (versions[k - 1]?.number ?? 0)), {
    path: ['versions'],
    message: 'numbers of versions have to rise',
  })
export type DataSetVersions = z.infer<typeof DataSetVersions>

export const dataSetVersionsRecord = defineRecord<DataSetVersions>({
  format: 'layerloom-data-set-versions',
  file: 'versions.json',
  version: 1,
  schema: DataSetVersions,
  migrations: [],
})

/** Below a project's folder. */
export const versionsFolder = 'dataset-versions'
