import { expect, test } from 'vitest'
import type { DataSet, ImageShape, Split } from '../dataSet'
import { healthReport } from './healthReport'
import { scanDataSet } from './scanDataSet'

/** Two classes in two splits; the test image is the second training image again. */
function smallSet(imageShape: ImageShape): DataSet {
  const size = imageShape[0] * imageShape[1] * imageShape[2]
  const image = (seed: number) =>
    Uint8Array.from({ length: size }, (_, k) => (k * (seed * 37 + 11) + seed * (k >> 3)) % 256)
  const images: Record<Split, Uint8Array[]> = {
    train: [image(1), image(2), new Uint8Array(size).fill(200)],
    validation: [],
    test: [image(2)],
  }
  return {
    source: 'some pixels',
    imageShape,
    classes: ['a', 'b'],
    hash: '',
    count: (split) => images[split].length,
    labels: (split) => Int32Array.from(images[split], (_, k) => k % 2),
    read: async (split, indices, into) => {
      for (const [k, index] of indices.entries()) into.set(images[split][index] as Uint8Array, k * size)
    },
  }
}

test.each<[string, ImageShape]>([
  ['digits', [28, 28, 1]],
  ['colour', [32, 40, 3]],
  ['tiny', [8, 9, 1]],
  ['large', [100, 150, 3]],
])('images without files are looked at as those with: %s', async (_, shape) => {
  let done = 0
  const scanned = await scanDataSet(smallSet(shape), (progress) => {
    done = progress.done
  })
  expect(done).toBe(4)
  const report = healthReport({ ...scanned, decoder: 'none', isMendable: false, createdAt: new Date(0) })
  expect(report).toMatchObject({
    source: 'some pixels',
    images: 4,
    classes: { a: 3, b: 1 },
    splits: { train: 3, test: 1 },
    formats: { pixels: 4 },
    duplicates: [['train[1]', 'test[0]']],
    sizes: { width: { least: shape[1], median: shape[1], most: shape[1] } },
  })
  const kinds = report.findings.map(({ kind, repair }) => [kind, repair])
  expect(kinds).toContainEqual(['duplicates-across-splits', undefined])
  expect(kinds).toContainEqual(['nearly-uniform', undefined])
})

test('is given up where it is asked to', async () => {
  const stop = AbortSignal.abort(new Error('enough'))
  await expect(scanDataSet(smallSet([28, 28, 1]), () => {}, stop)).rejects.toThrow('enough')
})
