import { expect, test } from 'vitest'
import { decodePictureResults, encodePictureResults } from '../../shared/evaluation/pictureResults'
import { Problem } from '../../shared/problem'
import { emptyResults, keepResults, likeliest } from './keepResults'

test('the likeliest come first, the first of equal ones, and what is no number last', () => {
  expect(likeliest(Float32Array.of(0.1, 0.5, 0.2, 0.5), 3)).toEqual([1, 3, 2])
  expect(likeliest(Float32Array.of(Number.NaN, 0.1, 0.2), 3)).toEqual([2, 1, 0])
})

const head = {
  format: 'layerloom-evaluation' as const,
  version: 1 as const,
  createdAt: '2026-12-01T00:00:00.000Z',
  checkpoint: { step: 3, epoch: 1 },
  data: { source: 'data', hash: 'a'.repeat(64), split: 'test' as const },
  classes: ['α', '<b>', 'c'],
  images: 4,
  top: 2,
  loss: 0.5,
  top1: 0.5,
  top5: 1,
  msPerPicture: 1.5,
  batchSize: 2,
  device: 'cpu',
}

function written() {
  const kept = emptyResults(4, 2)
  const batch = (index: number, indices: number[], labels: number[]) => ({
    index,
    images: new Uint8Array(),
    labels: Int32Array.from(labels),
    indices: Int32Array.from(indices),
  })
  const first = { losses: Float32Array.of(0.25, 2), probabilities: Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.6, 0.3) }
  const second = { losses: Float32Array.of(1, 0.5), probabilities: Float32Array.of(0, 0.25, 0.75, 0.5, 0.5, 0) }
  keepResults(kept, batch(0, [0, 1], [0, 2]), first, 3)
  keepResults(kept, batch(1, [2, 3], [1, 0]), second, 3)
  return encodePictureResults({ head, ...kept })
}

test('what was said of each picture comes back from its file', () => {
  const read = decodePictureResults(written(), 'x')
  expect(read.head).toEqual(head)
  expect([...read.labels]).toEqual([0, 2, 1, 0])
  expect([...read.losses]).toEqual([0.25, 2, 1, 0.5])
  expect([...read.classes]).toEqual([0, 1, 1, 2, 2, 1, 0, 1])
  expect([...read.probabilities].map((p) => Math.round(p * 100))).toEqual([70, 20, 60, 30, 75, 25, 50, 50])
})

test('a file that is cut, longer, or changed anywhere in its head or classes is refused, never misread', () => {
  const good = written()
  for (let length = 0; length < good.length; length += 3)
    expect(() => decodePictureResults(good.subarray(0, length), 'x'), `${length}`).toThrow(Problem)
  expect(() => decodePictureResults(Uint8Array.of(...good, 0), 'x')).toThrow(Problem)
  const otherClass = good.slice()
  otherClass[good.indexOf(0x0a) + 1] = 9
  expect(() => decodePictureResults(otherClass, 'x')).toThrow('classes that there are not')
})
