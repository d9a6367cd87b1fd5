import { z } from 'zod'

/** Bytes that cross every carrier as bytes, never as text. */
export const Bytes: z.ZodType<Uint8Array, Uint8Array> = z.instanceof(Uint8Array)
