import type { CheckpointState, TrainingProgress } from '../../../shared/records/checkpoint'
import type { Job } from '../../../shared/records/job'
import { type EarlyStoppingState, startWaiting } from '../../../shared/training/earlyStopping'
import { type EpochSums, noSums, sumsFrom } from './epochSums'

/** Where a run is: what the next step depends on besides the tensors. */
export interface Position {
  /** Steps done. */
  step: number
  /** Epochs completed. */
  epoch: number
  /** Batches of the current epoch that are done. All of them: validation is what comes next. */
  batchInEpoch: number
  sums: EpochSums
  /** Set by hand; replaces the schedule. */
  learningRate: number | undefined
  /** Set by hand, by full name. */
  knobs: Record<string, number>
  /** Layers frozen or let go by hand. */
  frozenByHand: NonNullable<CheckpointState['frozenByHand']> | undefined
  best: NonNullable<CheckpointState['best']> | undefined
  /** By the figure that is not watched. */
  otherBest: NonNullable<CheckpointState['best']> | undefined
  earlyStopping: EarlyStoppingState
  /** Time spent in training, over all processes of the run. */
  elapsedSeconds: number
}

export const startPosition = (): Position => ({
  step: 0,
  epoch: 0,
  batchInEpoch: 0,
  sums: noSums,
  learningRate: undefined,
  knobs: {},
  frozenByHand: undefined,
  best: undefined,
  otherBest: undefined,
  earlyStopping: startWaiting,
  elapsedSeconds: 0,
})

export const positionFrom = (state: CheckpointState): Position => ({
  step: state.step,
  epoch: state.epoch,
  batchInEpoch: state.batchInEpoch,
  sums: sumsFrom(state.epochSums),
  learningRate: state.learningRateOverride,
  knobs: { ...state.knobs },
  frozenByHand: state.frozenByHand,
  best: state.best,
  otherBest: state.otherBest,
  earlyStopping: state.earlyStopping ?? startWaiting,
  elapsedSeconds: state.elapsedSeconds,
})

/** A position as a checkpoint keeps it, beside what never changes in a run. */
export function progressAt(position: Position, job: Job, orderHash: string | undefined): TrainingProgress {
  const { step, epoch, batchInEpoch, sums, learningRate, knobs, frozenByHand } = position
  const { best, otherBest, earlyStopping, elapsedSeconds } = position
  return {
    step,
    epoch,
    batchInEpoch,
    seed: job.seed,
    ...(orderHash !== undefined && { orderHash }),
    epochSums: sums,
    optimizer: job.project.training.optimizer.name,
    ...(learningRate !== undefined && { learningRateOverride: learningRate }),
    ...(best && { best }),
    ...(otherBest && { otherBest }),
    earlyStopping,
    ...(Object.keys(knobs).length > 0 && { knobs }),
    ...(frozenByHand && { frozenByHand }),
    elapsedSeconds,
    dataHash: job.data.hash,
    classes: job.data.classes,
    preprocessing: job.project.preprocessing,
    versions: job.versions,
    device: job.device,
    engine: job.engine,
  }
}
