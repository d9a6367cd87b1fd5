import { z } from 'zod'

/** What stood in the environment before TensorFlow loaded; the bits of a result depend on it (shared/contract/engineVariables.ts). */
export const EngineSettings = z.strictObject({
  intraOpThreads: z.int().positive(),
  interOpThreads: z.int().positive(),
  oneDnn: z.boolean(),
  device: z.union([z.literal('cpu'), z.int().nonnegative()]),
})
export type EngineSettings = z.infer<typeof EngineSettings>

/** Versions of what made a run. */
export const Versions = z.strictObject({
  layerloom: z.string(),
  tfjs: z.string(),
  tensorflow: z.string(),
  node: z.string(),
})
export type Versions = z.infer<typeof Versions>
