/** Batches in one epoch; the last one may be smaller, or is left out. */
export function batchCount(images: number, batchSize: number, dropLast = false): number {
  return dropLast ? Math.floor(images / batchSize) : Math.ceil(images / batchSize)
}
