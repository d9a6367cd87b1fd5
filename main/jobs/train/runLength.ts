import { Problem } from '../../../shared/problem'
import { batchCount } from '../../../shared/training/batchCount'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import type { RunLength } from '../../../shared/training/schedules'
import type { DataSet } from '../../data/dataSet'

/** How many steps a run has. Throws a Problem if the training images do not make one batch. */
export function runLength({ batchSize, dropLast, epochs }: TrainingConfiguration, data: DataSet): RunLength {
  const stepsPerEpoch = batchCount(data.count('train'), batchSize, dropLast)
  if (stepsPerEpoch === 0)
    throw new Problem({
      code: 'no-full-batch',
      message: `${data.count('train')} training images do not fill one batch of ${batchSize}, and "dropLast" leaves out the rest`,
      remedy: 'lower the batch size or set "dropLast" to false',
    })
  return { stepsPerEpoch, totalSteps: stepsPerEpoch * epochs }
}
