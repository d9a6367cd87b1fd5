import { z } from 'zod'
import { EarlyStopping } from './earlyStopping'
import { FineTuning } from './fineTuning/fineTuning'
import { KeepBest } from './keepBest'
import { Loss } from './losses'
import { Optimizer } from './optimizers'
import { Clip } from './optimizers/clip'
import { DecayExclusion, WeightDecay } from './optimizers/weightDecay'
import { Schedule } from './schedules'

/** When a run writes down where it is, besides each end of an epoch, a pause and its own end. */
export const CheckpointPolicy = z.strictObject({
  everySteps: z.number().int().positive().optional(),
  everySeconds: z.number().positive().optional(),
  /** How many of the newest stay; the best one stays besides. */
  keep: z.number().int().min(1).default(2),
})
export type CheckpointPolicy = z.infer<typeof CheckpointPolicy>

/** bfloat16: convolutions, matrix products and what lies between them; weights, statistics and loss stay float32. */
export const Precision = z.enum(['float32', 'bfloat16'])
export type Precision = z.infer<typeof Precision>

export const largestBatchSize = 65_536

/** How a network is trained. `{}` is a whole configuration: Adam by Keras' convention, cross-entropy, float32. */
export const TrainingConfiguration = z
  .strictObject({
    epochs: z.number().int().min(1).max(1_000_000).default(10),
    batchSize: z.number().int().min(1).max(largestBatchSize).default(100),
    /** Initial weights, order of examples, dropout. 0 is a seed like any other. */
    seed: z.number().int().min(0).max(0x7fffffff).default(0),
    /** The base rate; the schedule is relative to it. */
    learningRate: z.number().positive().default(0.001),
    schedule: Schedule.prefault({}),
    optimizer: Optimizer.prefault({ name: 'adam' }),
    weightDecay: WeightDecay.optional(),
    /** What this decay, or AdamW's own, leaves alone. Keras and PyTorch decay everything. */
    decayExcludes: z.array(DecayExclusion).default([]),
    clip: Clip.optional(),
    loss: Loss.prefault({ name: 'softmax-cross-entropy' }),
    precision: Precision.default('float32'),
    /** Names the layer where the first NaN or infinity appears; slower. */
    checkNumerics: z.boolean().default(false),
    /** Writes down now and then how large each layer's gradient and weights are; changes nothing of the run. */
    watchLayers: z.boolean().default(true),
    /** A new order each epoch, from the seed. */
    shuffle: z.boolean().default(true),
    /** Leaves out the last batch of an epoch if it is not full. */
    dropLast: z.boolean().default(false),
    earlyStopping: EarlyStopping.optional(),
    fineTuning: FineTuning.optional(),
    keepBest: KeepBest.prefault({}),
    /** Ends the run, with a checkpoint, after the step in which this much training time has passed, resumed parts counted in. */
    maximumSeconds: z.number().positive().optional(),
    checkpoint: CheckpointPolicy.prefault({}),
  })
  .refine(({ optimizer, weightDecay }) => optimizer.name !== 'adamw' || !weightDecay, {
    path: ['weightDecay'],
    message: 'adamw has a weight decay of its own; set optimizer.weightDecay',
  })
export type TrainingConfiguration = z.infer<typeof TrainingConfiguration>
