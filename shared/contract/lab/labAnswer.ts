import { z } from 'zod'
import { Bytes } from '../bytes'
import { ProblemMessage } from '../problemMessage'

const count = z.int().nonnegative()
const bytes = Bytes
const pictureSize = z.tuple([z.int().positive(), z.int().positive(), z.int().positive()])

/** Some channels of a layer's output as grey tiles, each scaled by its own range: 0 is `min`, 255 is `max`. */
const LayerMaps = z.strictObject({
  layer: z.string(),
  kind: z.literal('maps'),
  /** Of the whole output. */
  shape: z.array(count),
  /** Height and width of a tile. */
  tile: z.tuple([z.int().positive(), z.int().positive()]),
  /** `min` and `max` are of the whole map, before it was made smaller. */
  maps: z.array(z.strictObject({ channel: count, min: z.number(), max: z.number() })),
  /** Channels, of all, that have one value everywhere: they tell nothing of this picture. */
  dark: count,
  /** The tiles, one behind the other. */
  pixels: bytes,
})

/** The first values of an output without height and width, scaled the same way. */
const LayerValues = z.strictObject({
  layer: z.string(),
  kind: z.literal('values'),
  shape: z.array(count),
  min: z.number(),
  max: z.number(),
  pixels: bytes,
})

export const LayerActivation = z.discriminatedUnion('kind', [LayerMaps, LayerValues])
export type LayerActivation = z.infer<typeof LayerActivation>

export const ActivationsAnswer = z.strictObject({
  ask: z.literal('activations'),
  /** In the order of the network. */
  layers: z.array(LayerActivation),
  /** Layers that were asked for and cannot be shown: a problem stands at or before them, or they cost too much. */
  missing: z.array(z.strictObject({ layer: z.string(), reason: z.enum(['unsound', 'too-large']) })),
  /** Arrays whose weights are the run's, and those that are new. */
  weights: z.strictObject({ trained: count, fresh: count }),
  /** The picture as the network sees it, NHWC bytes. */
  picture: z.strictObject({ size: pictureSize, pixels: bytes }),
})
export type ActivationsAnswer = z.infer<typeof ActivationsAnswer>

const Change = z.strictObject({
  operation: z.string(),
  caption: z.string(),
  drawn: z.record(z.string(), z.number()),
})

export const AugmentedAnswer = z.strictObject({
  ask: z.literal('augmented'),
  size: pictureSize,
  /** What can be fed as `knobs`, with the values in force and what they may be. */
  knobs: z.array(
    z.strictObject({ name: z.string(), value: z.number(), range: z.tuple([z.number(), z.number()]).optional() }),
  ),
  /** A sentence an operation. */
  sentences: z.array(z.string()),
  pictures: z.array(
    z.strictObject({
      pixels: bytes,
      variants: z.array(z.strictObject({ pixels: bytes, changes: z.array(Change) })),
    }),
  ),
})
export type AugmentedAnswer = z.infer<typeof AugmentedAnswer>

export const Guess = z.strictObject({ class: count, name: z.string(), probability: z.number() })
export type Guess = z.infer<typeof Guess>

/** One picture's, or why there is none. */
export const Prediction = z.union([
  z.strictObject({ top: z.array(Guess), pixels: bytes }),
  z.strictObject({ problem: ProblemMessage }),
])
export type Prediction = z.infer<typeof Prediction>

const CheckpointUsed = z.strictObject({ step: count, epoch: count })

export const PredictionsAnswer = z.strictObject({
  ask: z.literal('predictions'),
  checkpoint: CheckpointUsed,
  size: pictureSize,
  predictions: z.array(Prediction),
})
export type PredictionsAnswer = z.infer<typeof PredictionsAnswer>

export const KernelsAnswer = z.strictObject({
  ask: z.literal('kernels'),
  checkpoint: CheckpointUsed,
  layer: z.string(),
  /** Layers that have kernels, in the order of the network. */
  layers: z.array(z.string()),
  /** Height, width, input channels, filters. */
  shape: z.tuple([count, count, count, count]),
  /** 3: the tiles are red, green and blue; 1: grey. */
  channels: z.union([z.literal(1), z.literal(3)]),
  /** `input`: the channel that a grey tile shows, the one with the largest weights where there are several. */
  kernels: z.array(z.strictObject({ filter: count, input: count.optional(), min: z.number(), max: z.number() })),
  /** Tiles of height x width x `channels`, scaled so that 128 is zero. */
  pixels: bytes,
})
export type KernelsAnswer = z.infer<typeof KernelsAnswer>

export const GradCamAnswer = z.strictObject({
  ask: z.literal('grad-cam'),
  checkpoint: CheckpointUsed,
  layer: z.string(),
  /** Layers of which one can be asked for. */
  layers: z.array(z.string()),
  class: count,
  probability: z.number(),
  /** Height and width of the heat. */
  size: z.tuple([z.int().positive(), z.int().positive()]),
  /** 255 is the largest value, `max`; all 0 where nothing speaks for the class. */
  heat: bytes,
  max: z.number(),
})
export type GradCamAnswer = z.infer<typeof GradCamAnswer>

const normFigure = z.number().nullable()

export const BatchNormsAnswer = z.strictObject({
  ask: z.literal('batch-norms'),
  checkpoint: CheckpointUsed,
  /** Of the batch that was looked at; and of the run's own batches. */
  pictures: count,
  batchSize: count,
  /** Its mean loss normalized by its own statistics, as training does, and by the moving averages, as inference does. */
  byBatch: normFigure,
  byAverage: normFigure,
  /** In the order of the network. */
  layers: z.array(
    z.strictObject({
      layer: z.string(),
      channels: count,
      /** Of the channel in the middle: distance of the means in moving deviations; the batch's variance over the moving one. */
      shift: normFigure,
      ratio: normFigure,
      /** Channels that are the same for every picture; those that gamma has shut. */
      constant: count,
      shut: count,
      verdict: z.enum(['fine', 'stale', 'dead']),
    }),
  ),
})
export type BatchNormsAnswer = z.infer<typeof BatchNormsAnswer>

export const PicturesAnswer = z.strictObject({
  ask: z.literal('pictures'),
  size: pictureSize,
  pictures: z.array(
    z.union([
      z.strictObject({ pixels: bytes, label: z.string().optional(), name: z.string().optional() }),
      z.strictObject({ problem: ProblemMessage }),
    ]),
  ),
})
export type PicturesAnswer = z.infer<typeof PicturesAnswer>

export const ThumbnailsAnswer = z.strictObject({
  ask: z.literal('thumbnails'),
  side: z.int().positive(),
  /** In the order in which they were asked for; RGB bytes of a square. */
  pictures: z.array(
    z.union([
      z.strictObject({ name: z.string(), pixels: bytes }),
      z.strictObject({ name: z.string(), problem: ProblemMessage }),
    ]),
  ),
})
export type ThumbnailsAnswer = z.infer<typeof ThumbnailsAnswer>

export const LabAnswer = z.discriminatedUnion('ask', [
  ActivationsAnswer,
  AugmentedAnswer,
  PredictionsAnswer,
  KernelsAnswer,
  GradCamAnswer,
  BatchNormsAnswer,
  PicturesAnswer,
  ThumbnailsAnswer,
])
export type LabAnswer = z.infer<typeof LabAnswer>
/** The answer to a kind of question. */
export type LabAnswerTo<A extends LabAnswer['ask']> = Extract<LabAnswer, { ask: A }>
