import { z } from 'zod'
import { EngineSettings, Versions } from './engineSettings'
import { Project } from './project'
import { defineRecord } from './record'
import { StartReport } from './startFrom'

/** sha256 as 64 hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 is 64 hexadecimal digits')

const count = z.int().nonnegative()

/** The data set as the run found it. `hash` covers pixels, labels, order, split and class names. */
export const FrozenData = z.strictObject({
  source: z.string(),
  hash: Sha256,
  /** Of picture files: hash of the frozen version, of which the run's folder has a copy, `dataset.json`. */
  version: Sha256.optional(),
  imageShape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  classes: z.array(z.string()).min(1),
  counts: z.strictObject({ train: count, validation: count, test: count }),
})
export type FrozenData = z.infer<typeof FrozenData>

/** `runs/<id>/job.json`: a frozen copy of all that defined a run. Written once, before the first step. */
export const Job = z.strictObject({
  format: z.literal('layerloom-job'),
  version: z.literal(1),
  id: z.string().min(1),
  /** When it was started, ISO 8601 in UTC. */
  createdAt: z.string(),
  /** The folder of the project, for people; the run needs only the copy below. */
  projectFolder: z.string(),
  project: Project,
  /** Root of all randomness: initial weights, order, dropout. */
  seed: z.int().nonnegative(),
  data: FrozenData,
  /** Whose weights it began with. */
  start: StartReport.optional(),
  versions: Versions,
  /** The device that really ran it, in words: `cpu`, `gpu:0 (NVIDIA H100)`. */
  device: z.string(),
  engine: EngineSettings,
})
export type Job = z.infer<typeof Job>

export const jobRecord = defineRecord<Job>({
  format: 'layerloom-job',
  file: 'job.json',
  version: 1,
  schema: Job,
  migrations: [],
})
