import { createHash } from 'node:crypto'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import { epochOrder } from '../../data/batches'
import type { DataSet } from '../../data/dataSet'

/** sha256 over the order in which an epoch visits the training images; `undefined` where they are not shuffled. */
export function orderHash(data: DataSet, { shuffle, seed }: TrainingConfiguration, epoch: number): string | undefined {
  if (!shuffle) return undefined
  return createHash('sha256')
    .update(epochOrder(data.count('train'), { seed, epoch }))
    .digest('hex')
}
