import type { ProblemDetails } from '../../../../shared/problem'
import type { CheckpointState } from '../../../../shared/records/checkpoint'
import type { TensorMap } from '../../../../shared/tensorData'

/** Everything from which a run goes on, as it was read from one folder. */
export interface Checkpoint {
  readonly path: string
  readonly state: CheckpointState
  /** Weights and moving averages: what an export needs. */
  readonly weights: TensorMap
  /** Optimizer slots and counters. */
  readonly slots: TensorMap
  /** Tensors with a NaN or an infinity in them: a reason for a word, not for refusal. */
  readonly nonFinite: readonly string[]
}

/** What a search for the newest good checkpoint found. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint | undefined
  /** The newer ones that were not taken, and why; each names the file at fault. */
  readonly refused: readonly ProblemDetails[]
}
