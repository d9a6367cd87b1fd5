import { z } from 'zod'
import { Network } from '../../model/network'
import { Preprocessing } from '../../records/preprocessing'
import { Augmentation } from '../../training/augmentation/augmentation'
import { CheckpointPick } from '../checkpointChoice'
import {
  ActivationsAnswer,
  AugmentedAnswer,
  BatchNormsAnswer,
  GradCamAnswer,
  KernelsAnswer,
  PicturesAnswer,
  PredictionsAnswer,
} from '../lab/labAnswer'
import { LabPicture, mostMapSide, mostMaps } from '../lab/labQuestion'
import { request, service } from './core/definitions'
import { ProjectId, RunId } from './names'

const count = z.int().nonnegative()

export const RunChoice = z.strictObject({ run: RunId, checkpoint: CheckpointPick.default('best') })

/**
 * What is looked into: a run as it was trained (`run`), or the project as it is drawn. `network` and `preprocessing` stand for what has not been saved;
 * `weights` for a run whose weights are taken wherever name and shape fit.
 */
const Subject = z.union([
  RunChoice,
  z.strictObject({
    network: Network.optional(),
    preprocessing: Preprocessing.optional(),
    weights: RunChoice.optional(),
  }),
])

const asked = {
  project: ProjectId,
  /** Of the questions of one kind and lane only the newest is answered; the others fail with `superseded`. */
  lane: z.string().max(100).default(''),
}

/**
 * One warm process a project, which keeps networks compiled and pictures open: answers take milliseconds once the first has come. Calls fail with
 * `superseded`, `lab-lost`, `no-checkpoint`, `no-such-picture`, or what is wrong with the network or the picture.
 */
export const lab = service({
  /** What layers make of a picture, as far as the network is sound. */
  activations: request({
    input: z.strictObject({
      ...asked,
      subject: Subject.default({}),
      picture: LabPicture,
      layers: z.array(z.string().max(200)).max(20_000).optional(),
      maps: z.int().min(1).max(mostMaps).default(3),
      side: z.int().min(1).max(mostMapSide).default(48),
    }),
    output: ActivationsAnswer,
  }),
  /** Augmented pictures, by the graph that training runs. What is absent is the project's. */
  augmented: request({
    input: z.strictObject({
      ...asked,
      pictures: z.array(LabPicture).min(1).max(64),
      variants: z.int().min(1).max(64).default(8),
      augmentation: Augmentation.optional(),
      preprocessing: Preprocessing.optional(),
      seed: count.optional(),
      firstStep: count.default(0),
      /** Strengths, by the names that an answer gives: to be moved without a compilation. */
      knobs: z.record(z.string().max(200), z.number()).default({}),
    }),
    output: AugmentedAnswer,
  }),
  /** The likeliest classes of pictures. */
  predictions: request({
    input: z.strictObject({ ...asked, ...RunChoice.shape, pictures: z.array(LabPicture).min(1).max(256) }),
    output: PredictionsAnswer,
  }),
  kernels: request({
    input: z.strictObject({
      ...asked,
      ...RunChoice.shape,
      layer: z.string().max(200).optional(),
      most: z.int().min(1).max(1024).default(256),
    }),
    output: KernelsAnswer,
  }),
  /** Where in a picture a layer sees what speaks for a class (Grad-CAM). */
  gradCam: request({
    input: z.strictObject({
      ...asked,
      ...RunChoice.shape,
      picture: LabPicture,
      layer: z.string().max(200).optional(),
      class: count.optional(),
    }),
    output: GradCamAnswer,
  }),
  /** How batch norms stand to a batch of training pictures. Fails with `no-batch-norms` too. */
  batchNorms: request({ input: z.strictObject({ ...asked, ...RunChoice.shape }), output: BatchNormsAnswer }),
  /** Pictures as the network sees them. */
  pictures: request({
    input: z.strictObject({
      ...asked,
      subject: Subject.default({}),
      pictures: z.array(LabPicture).min(1).max(1024),
    }),
    output: PicturesAnswer,
  }),
})
