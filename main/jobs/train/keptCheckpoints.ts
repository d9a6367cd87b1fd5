import path from 'node:path'
import { type CheckpointKind, checkpointFolder } from '../../../shared/records/keptCheckpoint'
import { CheckpointStore } from './checkpoints'

/** How many of a kind stay. What a person asked for is not thrown away for a long time. */
const most: { readonly [K in Exclude<CheckpointKind, 'newest'>]: number } = {
  best: 1,
  'best-loss': 1,
  'best-accuracy': 1,
  snapshot: 50,
  mark: 3,
}

export type KeptKind = keyof typeof most

/** The stores of a run beside that of its newest checkpoints; each has a folder once there is something to put in. */
export function keptCheckpoints(runFolder: string): (kind: KeptKind) => Promise<CheckpointStore> {
  const stores = new Map<KeptKind, CheckpointStore>()
  return async (kind) => {
    const known = stores.get(kind)
    if (known) return known
    const store = await CheckpointStore.open(path.join(runFolder, checkpointFolder[kind]), { keep: most[kind] })
    stores.set(kind, store)
    return store
  }
}
