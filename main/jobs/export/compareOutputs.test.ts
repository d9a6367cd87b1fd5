import { expect, test } from 'vitest'
import { allowedDifference, compareOutputs } from './compareOutputs'

const reference = Float32Array.of(1, 2, 3, 5, 5.00001, 0)

test('the same is the same', () => {
  expect(compareOutputs(reference, reference, 3, 1e-4)).toMatchObject({ largest: 0, top1Changed: 0, ties: 0 })
})

test('each picture has its own largest difference', () => {
  const found = Float32Array.of(1, 2.5, 3, 5, 5.00001, 0)
  expect(compareOutputs(reference, found, 3, 1).each).toEqual([0.5, 0])
})

test('a class that rounding decides is a tie, another one is a change', () => {
  const found = Float32Array.of(4, 2, 3, 5.00002, 5.00001, 0)
  expect(compareOutputs(reference, found, 3, 1e-4)).toMatchObject({ largest: 3, top1Changed: 1, ties: 1 })
})

test.each([[Number.NaN], [Number.POSITIVE_INFINITY]])('%s is no small difference', (bad) => {
  const found = Float32Array.from(reference)
  found[1] = bad
  expect(compareOutputs(reference, found, 3, 1e-4).largest).toBe(Number.POSITIVE_INFINITY)
})

test('another number of outputs differs in all', () => {
  expect(compareOutputs(reference, reference.subarray(3), 3, 1e-4)).toMatchObject({
    largest: Number.POSITIVE_INFINITY,
    top1Changed: 2,
  })
})

test('large outputs have larger rounding', () => {
  expect(allowedDifference('float32', 0.5)).toBe(1e-4)
  expect(allowedDifference('float16', 200)).toBe(2)
})
