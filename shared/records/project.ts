import { z } from 'zod'
import { Network } from '../model/network'
import { Augmentation } from '../training/augmentation/augmentation'
import { TrainingConfiguration } from '../training/configuration'
import { DataReference } from './dataReference'
import { Preprocessing } from './preprocessing'
import { defineRecord } from './record'
import { StartFrom } from './startFrom'

/** `project.json`: what a person wants to train. A text file that fits under version control. */
export const Project = z.strictObject({
  format: z.literal('layerloom-project'),
  version: z.literal(1),
  name: z.string().min(1).max(200),
  data: DataReference,
  preprocessing: Preprocessing.prefault({}),
  /** Random changes to training images, in order. */
  augmentation: Augmentation.default([]),
  network: Network,
  /** Weights to begin with; absent: drawn by the layers' initializers. */
  startFrom: StartFrom.optional(),
  training: TrainingConfiguration,
})
export type Project = z.infer<typeof Project>

export const projectRecord = defineRecord<Project>({
  format: 'layerloom-project',
  file: 'project.json',
  version: 1,
  schema: Project,
  migrations: [],
})
