import type { Subject } from './subject'

/** Batch k of an endless series over the whole batches there are: views, not copies. */
export function batchOf<Values extends Uint8Array | Float32Array>(
  { images, labels }: { images: Values; labels: Int32Array },
  { imageShape, configuration: { batchSize } }: Subject,
  k: number,
): { images: Values; labels: Int32Array } {
  const size = imageShape[0] * imageShape[1] * imageShape[2]
  const from = (k % Math.floor(labels.length / batchSize)) * batchSize
  return {
    images: images.subarray(from * size, (from + batchSize) * size) as Values,
    labels: labels.subarray(from, from + batchSize),
  }
}
