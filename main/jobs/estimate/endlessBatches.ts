import { type Batch, batches } from '../../data/batches'
import type { DataSet, Split } from '../../data/dataSet'
import { readAhead } from '../../data/readAhead'

export interface EndlessOptions {
  readonly batchSize: number
  /** A new order each epoch; otherwise always that of the split. */
  readonly shuffle?: boolean
  readonly seed?: number
}

/** Epoch after epoch of a split, one batch read ahead as training does. Batches that are not full are left out where there are full ones. */
export function endlessBatches(
  data: DataSet,
  split: Split,
  options: EndlessOptions,
): AsyncGenerator<Batch, void, void> {
  return readAhead(epochs(data, split, options))
}

async function* epochs(
  data: DataSet,
  split: Split,
  { batchSize, shuffle = false, seed = 0 }: EndlessOptions,
): AsyncGenerator<Batch, void, void> {
  const dropLast = data.count(split) >= batchSize
  for (let epoch = 0; ; epoch++)
    yield* batches(data, split, { batchSize, dropLast, shuffle: shuffle ? { seed, epoch } : undefined })
}
