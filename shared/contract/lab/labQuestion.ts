import { z } from 'zod'
import { Project } from '../../records/project'
import { SplitName } from '../../records/splitName'
import { Bytes } from '../bytes'
import { CheckpointPick } from '../checkpointChoice'

const count = z.int().nonnegative()
const folder = z.string().min(1)

/** A picture file as it was pasted or dropped. */
export const mostPictureBytes = 64 * 2 ** 20
export const EncodedBytes = Bytes.refine(({ length }) => length > 0 && length <= mostPictureBytes, {
  message: 'a picture file of at most 64 MB',
})

/** A picture of the project's data by its place in a split or by its name there, or one from elsewhere. */
export const LabPicture = z.union([
  z.strictObject({ split: SplitName, index: count }),
  z.strictObject({ name: z.string().min(1).max(4096) }),
  z.strictObject({ file: z.string().min(1).max(4096) }),
  z.strictObject({ bytes: EncodedBytes }),
])
export type LabPicture = z.infer<typeof LabPicture>

const RunWeights = z.strictObject({ runFolder: folder, checkpoint: CheckpointPick })

/** A network as it is drawn now, half-built or whole, with weights drawn from its seed or as far as they fit those of a run. */
export const DrawnSubject = z.strictObject({
  project: Project,
  projectFolder: folder,
  weights: RunWeights.optional(),
})

/** A network to ask: as it is drawn, or as a run trained it. */
export const LabSubject = z.union([DrawnSubject, RunWeights])
export type LabSubject = z.infer<typeof LabSubject>

/** Feature maps of a layer at most, and their longer side. */
export const mostMaps = 256
export const mostMapSide = 224

export const ActivationsQuestion = z.strictObject({
  ask: z.literal('activations'),
  subject: LabSubject,
  picture: LabPicture,
  /** Absent: all. */
  layers: z.array(z.string()).max(20_000).optional(),
  /** Of each layer, spread evenly over its channels. */
  maps: z.int().min(1).max(mostMaps),
  /** Longer side of a map at most, in pixels: larger ones are averaged. */
  side: z.int().min(1).max(mostMapSide),
})
export type ActivationsQuestion = z.infer<typeof ActivationsQuestion>

export const AugmentedQuestion = z.strictObject({
  ask: z.literal('augmented'),
  /** Its augmentation is what is done; its network's input says how large pictures are. */
  project: Project,
  projectFolder: folder,
  pictures: z.array(LabPicture).min(1).max(64),
  variants: z.int().min(1).max(64),
  /** Variant k is what step `firstStep + k` of a run with this seed would make of these pictures as a batch. */
  seed: count,
  firstStep: count,
  /** Strengths in place of the operations' own, by the name of the knob: `augmentation/rotation/degrees`. */
  knobs: z.record(z.string(), z.number()),
})
export type AugmentedQuestion = z.infer<typeof AugmentedQuestion>

export const PredictionsQuestion = z.strictObject({
  ask: z.literal('predictions'),
  subject: RunWeights,
  pictures: z.array(LabPicture).min(1).max(256),
})
export type PredictionsQuestion = z.infer<typeof PredictionsQuestion>

export const KernelsQuestion = z.strictObject({
  ask: z.literal('kernels'),
  subject: RunWeights,
  /** Absent: the first layer with kernels. */
  layer: z.string().optional(),
  most: z.int().min(1).max(1024),
})
export type KernelsQuestion = z.infer<typeof KernelsQuestion>

export const GradCamQuestion = z.strictObject({
  ask: z.literal('grad-cam'),
  subject: RunWeights,
  picture: LabPicture,
  /** Absent: the last layer whose output is a picture. */
  layer: z.string().optional(),
  /** Its position among the classes; absent: the likeliest. */
  class: count.optional(),
})
export type GradCamQuestion = z.infer<typeof GradCamQuestion>

/** How a run's batch norms stand to a batch of its training pictures. */
export const BatchNormsQuestion = z.strictObject({ ask: z.literal('batch-norms'), subject: RunWeights })
export type BatchNormsQuestion = z.infer<typeof BatchNormsQuestion>

/** Pictures of the data as the network sees them. */
export const PicturesQuestion = z.strictObject({
  ask: z.literal('pictures'),
  subject: LabSubject,
  pictures: z.array(LabPicture).min(1).max(1024),
})
export type PicturesQuestion = z.infer<typeof PicturesQuestion>

/** Thumbnails a question, and their side in pixels, at most. */
export const mostThumbnails = 128
export const mostThumbnailSide = 1024

/** Files of the data as small pictures, whatever the network takes. */
export const ThumbnailsQuestion = z.strictObject({
  ask: z.literal('thumbnails'),
  project: Project,
  projectFolder: folder,
  /** As the listing of the source has them. */
  names: z.array(z.string().min(1)).min(1).max(mostThumbnails),
  side: z.int().min(16).max(mostThumbnailSide),
  fit: z.enum(['crop', 'fit']),
})
export type ThumbnailsQuestion = z.infer<typeof ThumbnailsQuestion>

/** What the lab can be asked. */
export const LabQuestion = z.discriminatedUnion('ask', [
  ActivationsQuestion,
  AugmentedQuestion,
  PredictionsQuestion,
  KernelsQuestion,
  GradCamQuestion,
  BatchNormsQuestion,
  PicturesQuestion,
  ThumbnailsQuestion,
])
export type LabQuestion = z.infer<typeof LabQuestion>
