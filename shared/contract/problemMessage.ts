import { z } from 'zod'
import type { ProblemDetails } from '../problem'

/** A Problem on its way between processes, or in a file. */
export const ProblemMessage: z.ZodType<ProblemDetails> = z.strictObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string().optional(),
  place: z.string().optional(),
  layer: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
