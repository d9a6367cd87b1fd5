import { Problem } from '../../../../shared/problem'
import type { ImageShape } from '../../dataSet'
import { memoryDataSet } from '../../memoryDataSet'
import type { Source } from '../../source'
import { findIdxFiles, type IdxPair } from './findFiles'
import { readIdx } from './readIdx'

/**
 * IDX files, MNIST's format: images [n, h, w] or [n, h, w, c] and labels [n], unsigned bytes. `t10k` files are the test set. Classes
 * are named by their number, from 0 to the largest label.
 */
export const idx: Source = {
  name: 'IDX files',
  accepts: async (place) => !place.startsWith('sample:') && (await findIdxFiles(place)) !== undefined,
  open: async (place, reference, { signal }) => {
    const files = await findIdxFiles(place)
    if (!files) throw new Error(`${place} has no IDX files`)
    const train = await readPair(files.train, signal)
    const test = files.test && (await readPair(files.test, signal))
    if (test && test.imageShape.join() !== train.imageShape.join())
      throw new Problem({
        code: 'idx-mismatch',
        message: `the test images are ${test.imageShape.join('x')}, the training images ${train.imageShape.join('x')}`,
        remedy: 'put files that belong together into one folder',
        place,
      })
    const labels = test ? joined(Int32Array, train.labels, test.labels) : train.labels
    const pixels = test ? joined(Uint8Array, train.pixels, test.pixels) : train.pixels
    const largest = labels.reduce((most, label) => Math.max(most, label), -1)
    const classes = Array.from({ length: largest + 1 }, (_, label) => String(label))
    const testFrom = test ? train.labels.length : undefined
    return memoryDataSet(
      reference.source,
      { imageShape: train.imageShape, classes, pixels, labels, testFrom },
      reference,
    )
  },
}

interface Pair {
  readonly imageShape: ImageShape
  readonly pixels: Uint8Array
  readonly labels: Int32Array
}

async function readPair({ images, labels }: IdxPair, signal: AbortSignal | undefined): Promise<Pair> {
  const mismatch = (message: string, place: string) =>
    new Problem({ code: 'idx-mismatch', message, remedy: 'put files that belong together side by side', place })
  const pixels = await readIdx(images, signal)
  const [count, height, width, channels = 1] = pixels.sizes
  if (count === undefined || height === undefined || width === undefined)
    throw mismatch(`images have 3 or 4 axes; this file has ${pixels.sizes.length}`, images)
  const classes = await readIdx(labels, signal)
  if (classes.sizes.length !== 1) throw mismatch(`labels have one axis; this file has ${classes.sizes.length}`, labels)
  if (classes.bytes.length !== count) throw mismatch(`${count} images, but ${classes.bytes.length} labels`, labels)
  return { imageShape: [height, width, channels], pixels: pixels.bytes, labels: Int32Array.from(classes.bytes) }
}

function joined<T extends Uint8Array | Int32Array>(Elements: new (length: number) => T, a: T, b: T): T {
  const all = new Elements(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
