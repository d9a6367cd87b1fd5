import { z } from 'zod'
import { defineRecord } from './record'

/** `server.json` in the workspace: how the person's own programs reach the server that has it. */
export const ServerFile = z.strictObject({
  format: z.literal('layerloom-server'),
  version: z.literal(1),
  process: z.int(),
  /** `http://127.0.0.1:PORT` */
  address: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/),
  /** Whoever shows it is the person: the file is readable by them alone. */
  bearer: z.string(),
})
export type ServerFile = z.infer<typeof ServerFile>

export const serverRecord = defineRecord<ServerFile>({
  format: 'layerloom-server',
  file: 'server.json',
  version: 1,
  schema: ServerFile,
  migrations: [],
})
