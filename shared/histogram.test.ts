import { expect, test } from 'vitest'
import { symmetricHistogram } from './histogram'

test('counts every value once, the edges too', () => {
  expect(symmetricHistogram([-2, -0.5, 0.5, 2], 4)).toEqual({ from: -2, to: 2, counts: [1, 1, 1, 1] })
  const many = Float32Array.from({ length: 10_001 }, (_, k) => (k - 5000) / 5000)
  const found = symmetricHistogram(many, 33)
  expect(found?.counts.reduce((sum, count) => sum + count, 0)).toBe(10_001)
  // Evenly spread values fill even bins.
  expect(Math.max(...(found?.counts ?? [])) - Math.min(...(found?.counts ?? []))).toBeLessThanOrEqual(2)
})

test('values that are no numbers have no histogram, zeros have one', () => {
  expect(symmetricHistogram([1, Number.NaN], 4)).toBeUndefined()
  expect(symmetricHistogram([1, Number.POSITIVE_INFINITY], 4)).toBeUndefined()
  expect(symmetricHistogram([], 4)).toBeUndefined()
  expect(symmetricHistogram([0, 0], 2)).toEqual({ from: -1, to: 1, counts: [0, 2] })
})
