import { readFile } from 'node:fs/promises'
import { errorCode } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { memoryDataSet } from '../../memoryDataSet'
import type { Source } from '../../source'
import { findBatches } from './findBatches'
import { type CifarBatch, readBatch } from './readBatch'

/**
 * The binary versions of CIFAR-10 and CIFAR-100 as their archives unpack (Krizhevsky 2009): 32 x 32 pixels RGB. CIFAR-100 by its 100 fine
 * labels. The test batch is the test set. Classes have the names that lie beside the batches, or numbers.
 */
export const cifarBinary: Source = {
  name: 'CIFAR binary batches',
  accepts: async (place) => !place.startsWith('sample:') && (await findBatches(place)) !== undefined,
  open: async (place, reference, { signal }) => {
    const found = await findBatches(place)
    if (!found) throw new Error(`${place} has no CIFAR batches`)
    const classes = await classNames(found.names, found.labelBytes === 1 ? 10 : 100)
    const batches: CifarBatch[] = []
    for (const file of [...found.train, ...found.test]) {
      signal?.throwIfAborted()
      batches.push(await readBatch(file, found.labelBytes, classes.length))
    }
    const counts = batches.map(({ labels }) => labels.length)
    const count = counts.reduce((sum, one) => sum + one, 0)
    const pixels = new Uint8Array(count * 3072)
    const labels = new Int32Array(count)
    let done = 0
    for (const batch of batches) {
      pixels.set(batch.pixels, done * 3072)
      labels.set(batch.labels, done)
      done += batch.labels.length
    }
    const training = counts.slice(0, found.train.length).reduce((sum, one) => sum + one, 0)
    const testFrom = found.test.length > 0 ? training : undefined
    return memoryDataSet(reference.source, { imageShape: [32, 32, 3], classes, pixels, labels, testFrom }, reference)
  },
}

async function classNames(file: string, count: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, label) => `${label}`)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return numbers
    throw diskProblem(error, 'class names', file, 'read')
  }
  const names = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  // Names that do not fit the labels are worse than none.
  return names.length === count && new Set(names).size === count ? names : numbers
}
