import { batchCount } from '../../shared/training/batchCount'
import { type DataSet, imageBytes, type Split } from './dataSet'
import { permutation } from './permutation'

/** A batch on its way to the engine: bytes, for a session takes a batch as bytes. Its arrays are its own. */
export interface Batch {
  /** Position in the epoch, from 0. */
  readonly index: number
  /** NHWC, 0-255. */
  readonly images: Uint8Array
  /** Class of each image. */
  readonly labels: Int32Array
  /** Position of each image in its split. */
  readonly indices: Int32Array
}

export interface BatchOptions {
  readonly batchSize: number
  /** Shuffled anew each epoch; otherwise in the order of the split. */
  readonly shuffle?: { readonly seed: number; readonly epoch: number } | undefined
  /** Leaves the last batch out if it is not full. */
  readonly dropLast?: boolean | undefined
  /** First batch to give: where a stopped epoch goes on. */
  readonly startBatch?: number | undefined
}

/** In which order an epoch visits the images of a split: a pure function of seed and epoch, so a resumed epoch has the same. */
export const epochOrder = (images: number, { seed, epoch }: { seed: number; epoch: number }): Int32Array =>
  permutation(images, { seed, epoch, purpose: 'shuffle' })

/**
 * One epoch of a split. The batches from `startBatch` on are the same whether or not the ones before were read.
 * The last one is shorter where the batch size does not divide the count, unless `dropLast`.
 * With `readAhead` around it the next batch is read by other threads while the caller computes, though that blocks this one.
 */
export async function* batches(data: DataSet, split: Split, options: BatchOptions): AsyncGenerator<Batch, void, void> {
  const { batchSize, shuffle, dropLast, startBatch = 0 } = options
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new Error(`a batch of ${batchSize} images`)
  const images = data.count(split)
  const order = shuffle ? epochOrder(images, shuffle) : Int32Array.from({ length: images }, (_, i) => i)
  const all = data.labels(split)
  const size = imageBytes(data.imageShape)
  const count = batchCount(images, batchSize, dropLast)
  for (let index = startBatch; index < count; index++) {
    const indices = order.slice(index * batchSize, (index + 1) * batchSize)
    const pixels = new Uint8Array(indices.length * size)
    await data.read(split, indices, pixels)
    yield { index, images: pixels, labels: indices.map((i) => all[i] as number), indices }
  }
}
