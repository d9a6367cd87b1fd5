import { z } from 'zod'

/** Which weights of a run: of its best epoch by the watched metric (the newest where none was kept), or the newest. */
export const CheckpointChoice = z.enum(['best', 'latest'])
export type CheckpointChoice = z.infer<typeof CheckpointChoice>
