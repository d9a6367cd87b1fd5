import { z } from 'zod'
import { RunSummary } from './runs'

/** What Home tells of a project without opening it. */
export const ProjectGlance = z.strictObject({
  /** Of the network as it is drawn: the kind of each layer, `block` for a block; at most 60. */
  layers: z.array(z.string()).max(60),
  network: z.string().optional(),
  source: z.string(),
  runs: z.int().nonnegative(),
  newest: RunSummary.optional(),
  /** Of the best run: on test pictures, on validation pictures where it was not tested. From 0 to 1. */
  best: z.number().optional(),
})
export type ProjectGlance = z.infer<typeof ProjectGlance>
