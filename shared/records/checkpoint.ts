import { z } from 'zod'
import { EarlyStoppingState } from '../training/earlyStopping'
import { EngineSettings, Versions } from './engineSettings'
import { Sha256 } from './job'
import { Preprocessing } from './preprocessing'
import { defineRecord } from './record'

const count = z.int().nonnegative()

const BestValue = z.strictObject({ metric: z.string(), value: z.number(), epoch: count, step: count })

/**
 * `state.json` of a checkpoint: everything but the tensors that the next step depends on. Order, dropout and initial weights are
 * pure functions of (seed, epoch, step), so no generator's state is kept. The tensors (weights, moving averages, optimizer slots,
 * Adam's running products of beta) lie beside it as safetensors.
 */
export const CheckpointState = z.strictObject({
  format: z.literal('layerloom-checkpoint'),
  version: z.literal(1),
  /** Steps done. */
  step: count,
  /** Epochs completed. */
  epoch: count,
  /** Batches of the current epoch that are done: where the next batch is taken. */
  batchInEpoch: count,
  seed: count,
  /** sha256 over the order of images in the current epoch: a changed shuffle is noticed, not replayed. */
  orderHash: Sha256.optional(),
  /** Sums over the current epoch so far, for the epoch's means. */
  epochSums: z.record(z.string(), z.number()),
  optimizer: z.string(),
  /** A learning rate set by hand during the run; it replaces the schedule. */
  learningRateOverride: z.number().positive().optional(),
  /** The best value of the watched metric so far. */
  best: BestValue.optional(),
  /** The same by the other figure, of which the best weights are kept too: accuracy where the loss is watched, and the other way round. */
  otherBest: BestValue.optional(),
  /** Of early stopping, where the run has it. */
  earlyStopping: EarlyStoppingState.optional(),
  /** Layers' knobs (dropout rates) that a person set during the run. */
  knobs: z.record(z.string(), z.number()).optional(),
  /** Layers that a person froze or let go during the run: which arrays learn, and so which slots there are. */
  frozenByHand: z.strictObject({ frozen: z.array(z.string()), learning: z.array(z.string()) }).optional(),
  /** Time spent in training, over all sessions of the run. */
  elapsedSeconds: z.number().nonnegative(),
  dataHash: Sha256,
  classes: z.array(z.string()),
  preprocessing: Preprocessing,
  versions: Versions,
  device: z.string(),
  engine: EngineSettings,
})
export type CheckpointState = z.infer<typeof CheckpointState>

/** What the train job says of itself when it saves; the store adds format and version. */
export type TrainingProgress = Omit<CheckpointState, 'format' | 'version'>

export const checkpointRecord = defineRecord<CheckpointState>({
  format: 'layerloom-checkpoint',
  file: 'state.json',
  version: 1,
  schema: CheckpointState,
  migrations: [],
})

/** `MANIFEST.json` of a checkpoint, written last: exact length and sha256 of each other file in the folder. */
export const Manifest = z.strictObject({
  format: z.literal('layerloom-manifest'),
  version: z.literal(1),
  step: count,
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9-]+\.(?:safetensors|json)$/, 'not a name that a checkpoint has'),
        bytes: count,
        sha256: Sha256,
      }),
    )
    .min(1),
  /** sha256 over `[step, [[name, bytes, sha256], ...]]` as JSON without blanks: tells damage to this file from damage to those that it lists. */
  digest: Sha256,
})
export type Manifest = z.infer<typeof Manifest>

export const manifestRecord = defineRecord<Manifest>({
  format: 'layerloom-manifest',
  file: 'MANIFEST.json',
  version: 1,
  schema: Manifest,
  migrations: [],
})
