import { z } from 'zod'
import { Project } from './project'
import { defineRecord } from './record'
import { RunLabels } from './runLabels'

/** A run that waits for its turn. `project`: as it was when the run was asked for; absent for one that goes on. */
export const QueuedRun = z.strictObject({
  projectFolder: z.string(),
  run: z.string(),
  project: Project.optional(),
  device: z.union([z.literal('auto'), z.literal('cpu'), z.strictObject({ gpu: z.int().min(0) })]).optional(),
  outlive: z.boolean(),
  labels: RunLabels.partial(),
  /** ISO 8601 in UTC. */
  queuedAt: z.string(),
})
export type QueuedRun = z.infer<typeof QueuedRun>

/** `queue.json` in the workspace, in the order in which they will be started. */
export const RunQueueFile = z.strictObject({
  format: z.literal('layerloom-queue'),
  version: z.literal(1),
  runs: z.array(QueuedRun),
})
export type RunQueueFile = z.infer<typeof RunQueueFile>

export const runQueueRecord = defineRecord<RunQueueFile>({
  format: 'layerloom-queue',
  file: 'queue.json',
  version: 1,
  schema: RunQueueFile,
  migrations: [],
})
