import { z } from 'zod'

/**
 * Weights that a run begins with in place of drawn ones: transfer learning. Arrays are matched by name (`<layer>/<weight>`) and shape.
 */
export const StartFrom = z.strictObject({
  /** A run's folder, or a model file with arrays of those names (or of torchvision's, timm's or Keras'); relative to the project's folder. */
  place: z.string().min(1).max(4096),
  /** Of a run: the weights of its best epoch (the newest where none was kept), or the newest. */
  checkpoint: z.enum(['best', 'latest']).default('best'),
  /** Whether the head is taken too. `auto`: if its classes are known to be the same, or if nothing is known of them and the shapes fit. */
  head: z.enum(['auto', 'keep', 'new']).default('auto'),
})
export type StartFrom = z.infer<typeof StartFrom>

const shape = z.array(z.int().nonnegative())

/** What a run took: in `job.json`, and told when it starts. */
export const StartReport = z.strictObject({
  /** Absolute. */
  place: z.string(),
  /** Of the arrays as they were found, in the order of their names: what a resumed run that has no checkpoint yet must find again. */
  sha256: z.string(),
  /** Of the run's checkpoint. */
  step: z.int().nonnegative().optional(),
  taken: z.array(z.string()),
  /** Drawn anew, each with the reason. */
  fresh: z.array(
    z.strictObject({
      name: z.string(),
      reason: z.enum(['absent', 'other-shape', 'new-head']),
      found: shape.optional(),
    }),
  ),
  /** In the source, and nowhere in the network. */
  unused: z.array(z.string()),
})
export type StartReport = z.infer<typeof StartReport>
