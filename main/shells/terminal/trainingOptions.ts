import { Option } from 'commander'
import type { Augmentation } from '../../../shared/training/augmentation/augmentation'
import { Precision, TrainingConfiguration } from '../../../shared/training/configuration'
import { optimizerDefinitions } from '../../../shared/training/optimizers'
import type { OpenProject } from '../../studio/projects/projects'
import { augmentationHelp, parseAugmentation } from './augmentationOption'
import { choiceOption } from './choiceOption'
import { type FineTuningOptions, withFineTuning } from './fineTuningOptions'

/** What a person may want otherwise than `project.json` has it, for once. */
export interface TrainingOptions extends FineTuningOptions {
  readonly epochs?: number
  readonly batchSize?: number
  readonly learningRate?: number
  readonly optimizer?: string
  readonly seed?: number
  readonly precision?: Precision
  readonly augmentation?: Augmentation
}

export const optimizerOption = () =>
  choiceOption(
    '--optimizer <name>',
    "with its own defaults where it is not the project's",
    optimizerDefinitions.map(({ name }) => name),
  )

export const precisionOption = () =>
  choiceOption('--precision <type>', 'of convolutions and what lies between them', Precision.options)

export const augmentationOption = () =>
  new Option('--augmentation <names>', `what is done to training images: ${augmentationHelp}`).argParser(
    parseAugmentation,
  )

/** The project as the person wants it; `project.json` stays as it is. */
export function withOptions(open: OpenProject, options: TrainingOptions): OpenProject {
  const { training } = open.project
  const { epochs, batchSize, learningRate, seed, precision, optimizer } = options
  const fineTuning = withFineTuning(training.fineTuning, options)
  const changed = TrainingConfiguration.parse({
    ...training,
    ...(fineTuning && { fineTuning }),
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
    ...(learningRate !== undefined && { learningRate }),
    ...(seed !== undefined && { seed }),
    ...(precision !== undefined && { precision }),
    ...(optimizer !== undefined && optimizer !== training.optimizer.name && { optimizer: { name: optimizer } }),
  })
  const { augmentation = open.project.augmentation } = options
  return { ...open, project: { ...open.project, augmentation, training: changed } }
}
