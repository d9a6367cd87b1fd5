/** As main/data/batches.ts counts batches; the last one of an epoch may be smaller, or is left out. */
export const stepsPerEpoch = (images: number, batchSize: number, dropLast: boolean): number =>
  dropLast ? Math.floor(images / batchSize) : Math.ceil(images / batchSize)
