export type { Checkpoint, FoundCheckpoint } from './checkpoint'
export { CheckpointStore, type CheckpointStoreOptions, type SavedCheckpoint } from './checkpointStore'
export { readCheckpoint } from './readCheckpoint'
