import { z } from 'zod'
import { defineRecord } from './record'

/**
 * `runs/<id>/door.json`: where a job that outlives its studio can be spoken to. Lines of JSON both ways: first `{ "secret": ... }`, then the commands and
 * events of shared/contract/jobs. It is there as long as the process is, and readable by the person alone.
 */
export const DoorFile = z.strictObject({
  format: z.literal('layerloom-door'),
  version: z.literal(1),
  process: z.int().positive(),
  /** Of the process, as main/disk/processStart.ts tells it: its number may be given out again. */
  start: z.string(),
  /** A socket's file in a folder of its own, or the name of a pipe. */
  socket: z.string().min(1),
  secret: z.string().min(32),
})
export type DoorFile = z.infer<typeof DoorFile>

export const doorRecord = defineRecord<DoorFile>({
  format: 'layerloom-door',
  file: 'door.json',
  version: 1,
  schema: DoorFile,
  migrations: [],
})
