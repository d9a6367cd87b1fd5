import { expect, test } from 'vitest'
import { calibration, shareUncertainty } from './calibration'

test('one bin, worked out by hand', () => {
  const confidences = [0.55, 0.4, 0.4, 0.4, 0.5]
  const right = [true, false, true, false, false]
  const { error, surplus, bins } = calibration(confidences, (k) => right[k] as boolean, 3)
  // All fall into (1/3, 2/3]: mean confidence 0.45, accuracy 0.4.
  expect(bins.map(({ count }) => count)).toEqual([0, 5, 0])
  expect(error).toBeCloseTo(0.05, 12)
  expect(surplus).toBeCloseTo(0.05, 12)
})

test('bins weigh by what is in them, and too sure and too shy do not cancel', () => {
  const confidences = [0.95, 0.95, 0.95, 0.95, 0.15, 0.15]
  const right = [true, true, false, false, true, false]
  const { error, surplus } = calibration(confidences, (k) => right[k] as boolean, 10)
  expect(error).toBeCloseTo((4 * 0.45 + 2 * 0.35) / 6, 12)
  expect(surplus).toBeCloseTo((4 * 0.45 - 2 * 0.35) / 6, 12)
})

test('the ends of the scale fall into the first and the last bin', () => {
  const { bins } = calibration([0, 1], () => true, 4)
  expect(bins.map(({ count }) => count)).toEqual([1, 0, 0, 1])
})

test.each([
  // The ends are the roots of (share - t)^2 = z^2 t (1 - t) / n, solved in Python.
  [1179, 1262, 0.013719],
  [0, 100, 0.018497],
  [100, 100, 0.018497],
])('interval of %i right of %i', (right, n, half) => {
  expect(shareUncertainty(right / n, n)).toBeCloseTo(half, 5)
})
