import type { TrainingProgram } from '../../../shared/training/compileTraining'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import type { RunLength } from '../../../shared/training/schedules'
import type { DataSet } from '../../data/dataSet'
import type { Session } from '../../engine/session'
import { knobFeed } from '../train/knobFeed'
import { rateAt } from '../train/settings'
import { endlessBatches } from './endlessBatches'
import { timeCalls } from './timeCalls'
import { Timing, type TimingLimits } from './timing'

const ofTraining: TimingLimits = {
  warmUp: { calls: 3, seconds: 0.5 },
  leastSeconds: 3,
  mostSeconds: 10,
  uncertainty: 0.02,
}
const ofValidation: TimingLimits = {
  warmUp: { calls: 1, seconds: 0 },
  leastSeconds: 0.5,
  mostSeconds: 3,
  uncertainty: 0.05,
}

export interface EpochToTime {
  readonly session: Session
  readonly program: TrainingProgram
  readonly data: DataSet
  readonly training: TrainingConfiguration
  readonly length: RunLength
  /** Told which part of the longest time is over; what it throws ends the timing. */
  readonly tell: (what: string, part: number) => void
}

export interface EpochTimes {
  readonly steps: Timing
  /** An epoch's, in seconds. */
  readonly training: number
  readonly validation: number
  /** What the first calls took longer than later ones, in seconds. */
  readonly warmUp: number
}

/** How long an epoch takes, from some seconds of its steps and its validation: its own pictures, order and rates. */
export async function timeEpoch({ session, program, data, training, length, tell }: EpochToTime): Promise<EpochTimes> {
  const { batchSize, dropLast } = training
  const steps = await timeCalls(
    new Timing(ofTraining),
    endlessBatches(data, 'train', training),
    ({ images, labels }, step) => {
      const rate = rateAt(training, nothingByHand, Math.min(step, length.totalSteps - 1), length)
      session.call('train', { images, labels, rate, ...knobFeed(program, {}) })
    },
    (part) => tell('timing steps', part),
  )
  const validated = data.count('validation')
  const checks =
    validated === 0
      ? undefined
      : await timeCalls(
          new Timing(ofValidation),
          endlessBatches(data, 'validation', { batchSize }),
          ({ images, labels }) => session.call('evaluate', { images, labels }),
          (part) => tell('timing validation', part),
        )
  const trained = dropLast ? length.stepsPerEpoch * batchSize : data.count('train')
  return {
    steps,
    training: trained * steps.secondsPerImage,
    validation: checks ? validated * checks.secondsPerImage : 0,
    warmUp: steps.warmUpSeconds + (checks?.warmUpSeconds ?? 0),
  }
}

const nothingByHand = { learningRate: undefined, knobs: {} }
