import { z } from 'zod'
import { CheckpointPlace } from '../records/keptCheckpoint'

/** Which weights of a run: of its best epoch by the watched metric (the newest where none was kept), or the newest. */
export const CheckpointChoice = z.enum(['best', 'latest'])
export type CheckpointChoice = z.infer<typeof CheckpointChoice>

/** By word; the one of a step, wherever it lies; or the one that is kept for a reason. */
export const CheckpointPick = z.union([
  CheckpointChoice,
  z.strictObject({ step: z.int().nonnegative() }),
  CheckpointPlace,
])
export type CheckpointPick = z.infer<typeof CheckpointPick>
