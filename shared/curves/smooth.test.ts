import { expect, test } from 'vitest'
import { smoothed } from './smooth'
import { linearTicks, logTicks } from './ticks'

test('smoothing leaves a constant alone from its first value on, and passes over what is missing', () => {
  for (const value of smoothed(new Array<number>(20).fill(3), 0.9)) expect(value).toBeCloseTo(3, 12)
  expect(smoothed([1, null, 2], 0)).toEqual([1, null, 2])
  expect(smoothed([1, null, 2], 0.5)).toEqual([1, null, (0.5 * 0.5 + 0.5 * 2) / 0.75])
})

test('smoothing is the weighted mean of all that came, written out', () => {
  const values = [4, 1, 3, 2, 8]
  const weight = 0.72
  const found = smoothed(values, weight)
  for (const [k, value] of found.entries()) {
    const shares = values.slice(0, k + 1).map((_, j) => weight ** (k - j))
    const sum = shares.reduce((a, b) => a + b)
    expect(value).toBeCloseTo(values.slice(0, k + 1).reduce((a, x, j) => a + x * (shares[j] as number), 0) / sum, 12)
  }
})

test('a batch of a tenth of the pictures counts a tenth', () => {
  const [, second] = smoothed([1, 0], 0.5, (place) => (place === 1 ? 0.1 : 1))
  expect(second).toBeCloseTo(0.25 / (0.25 + 0.05), 12)
})

const linear: [from: number, to: number, most: number, ticks: number[]][] = [
  [0, 30, 6, [0, 5, 10, 15, 20, 25, 30]],
  [0, 1, 4, [0, 0.5, 1]],
  [0.31, 0.97, 4, [0.4, 0.6, 0.8]],
  [5, 5, 4, []],
]
test.each(linear)('ticks from %d to %d in %d', (from, to, most, ticks) =>
  expect(linearTicks(from, to, most)).toEqual(ticks),
)

const logarithmic: [from: number, to: number, most: number, ticks: number[]][] = [
  [0.15, 2.4, 5, [0.2, 0.5, 1, 2]],
  [0.001, 10, 6, [0.001, 0.01, 0.1, 1, 10]],
  [1e-12, 1, 5, [1e-12, 1e-9, 1e-6, 1e-3, 1]],
  [0, 1, 5, []],
]
test.each(logarithmic)('logarithmic ticks from %d to %d in %d', (from, to, most, ticks) =>
  expect(logTicks(from, to, most)).toEqual(ticks),
)
