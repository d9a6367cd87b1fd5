import { batches } from '../../main/data/batches'
import type { DataSet, Split } from '../../main/data/dataSet'
import { Session } from '../../main/engine/session'
import { assess } from '../../main/jobs/assess'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import type { Normalization } from '../../shared/records/preprocessing'
import type { Augmentation } from '../../shared/training/augmentation/augmentation'
import { batchCount } from '../../shared/training/batchCount'
import { compileTraining, type TrainingProgram } from '../../shared/training/compileTraining'
import type { TrainingConfiguration } from '../../shared/training/configuration'
import { learningRateAt } from '../../shared/training/schedules'

/** How a network did after an epoch. */
export interface EpochResult {
  readonly epoch: number
  /** Mean training loss over the epoch. */
  readonly loss: number
  /** Top-1 on the images that were not trained on, 0 to 1. */
  readonly accuracy: number
  /** Training alone. */
  readonly imagesPerSecond: number
}

export interface LearnRequest {
  readonly network: Network
  readonly data: DataSet
  readonly configuration: TrainingConfiguration
  readonly measuredOn: Exclude<Split, 'train'>
  /** Default: 0-1. */
  readonly normalization?: Normalization
  /** Default: none. */
  readonly augmentation?: Augmentation
  /** Looks at the session before the first epoch (0) and after each. */
  readonly look?: (session: Session, program: TrainingProgram, epochsDone: number) => void
  readonly onEpoch?: (result: EpochResult) => void
}

/** Trains for all epochs through the compiler, as the train job does, and measures after each. Rejects if the loss breaks. */
export async function learn({
  network,
  data,
  configuration,
  measuredOn,
  normalization = { kind: '0-1' },
  augmentation = [],
  look,
  onEpoch,
}: LearnRequest): Promise<EpochResult[]> {
  const { batchSize, seed, epochs, dropLast, schedule, learningRate } = configuration
  const program = compileTraining({
    network: inferNetwork(network),
    classes: data.classes.length,
    normalization,
    augmentation,
    configuration,
  })
  const stepsPerEpoch = batchCount(data.count('train'), batchSize, dropLast)
  const length = { stepsPerEpoch, totalSteps: stepsPerEpoch * epochs }
  const knobs = program.knobs.length > 0 ? { knobs: Float32Array.from(program.knobs, ({ initial }) => initial) } : {}
  const session = await Session.open(program)
  const results: EpochResult[] = []
  try {
    look?.(session, program, 0)
    for (let epoch = 0; epoch < epochs; epoch++) {
      const began = performance.now()
      let [sum, images] = [0, 0]
      for await (const batch of batches(data, 'train', { batchSize, dropLast, shuffle: { seed, epoch } })) {
        const rate = learningRateAt(schedule, learningRate, epoch * stepsPerEpoch + batch.index, length)
        const { loss } = session.call('train', { images: batch.images, labels: batch.labels, rate, ...knobs })
        if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} in epoch ${epoch + 1}`)
        sum += (loss as number) * batch.labels.length
        images += batch.labels.length
      }
      const imagesPerSecond = (images / (performance.now() - began)) * 1000
      const assessment = await assess({ session, data, split: measuredOn, batchSize: 500 })
      const accuracy = assessment?.figures.top1
      if (accuracy === undefined || accuracy === null) throw new Error('the measurement was given up')
      const result = { epoch: epoch + 1, loss: sum / images, accuracy, imagesPerSecond }
      results.push(result)
      onEpoch?.(result)
      look?.(session, program, epoch + 1)
    }
  } finally {
    session.close()
  }
  return results
}
