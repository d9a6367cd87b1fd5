export type { Checkpoint, FoundCheckpoint } from './checkpoint'
export { CheckpointStore, type CheckpointStoreOptions, type SavedCheckpoint } from './checkpointStore'
export { newestCheckpoint } from './newestCheckpoint'
export { readCheckpoint } from './readCheckpoint'
