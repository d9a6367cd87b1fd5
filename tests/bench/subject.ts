import { Network } from '../../shared/model/network'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import deepDigits from './networks/deep-digits.json'

/** A network that is raced, and how it is trained: the same for every contender. */
export interface Subject {
  readonly network: Network
  readonly imageShape: readonly [height: number, width: number, channels: number]
  readonly classes: number
  /** Where its pictures come from. */
  readonly source: string
  readonly configuration: TrainingConfiguration
}

export const subjects = {
  'deep-digits': {
    network: Network.parse(deepDigits),
    imageShape: [28, 28, 1],
    classes: 10,
    source: 'sample:digits',
    configuration: TrainingConfiguration.parse({
      batchSize: 100,
      seed: 1,
      learningRate: 0.001,
      optimizer: { name: 'adam' },
    }),
  },
  'resnet-20': {
    network: zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 10 }),
    imageShape: [32, 32, 3],
    classes: 10,
    source: 'sample:shapes',
    configuration: TrainingConfiguration.parse({
      batchSize: 128,
      seed: 1,
      learningRate: 0.1,
      optimizer: { name: 'sgd', momentum: 0.9, convention: 'pytorch' },
      weightDecay: { coupling: 'coupled', amount: 0.0001 },
    }),
  },
} as const satisfies Record<string, Subject>

export type SubjectName = keyof typeof subjects

export function subjectOf(name: string): Subject {
  if (!(name in subjects)) throw new Error(`no network ${name}; there are ${Object.keys(subjects).join(' and ')}`)
  return subjects[name as SubjectName]
}
