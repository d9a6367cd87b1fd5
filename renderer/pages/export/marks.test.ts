import { expect, test } from 'vitest'
import { along, axisOf, marksOf } from './marks'

test('the axis holds every difference and what is allowed', () => {
  const axis = axisOf([3e-7, 2e-6, 0], 1e-4)
  expect(axis).toEqual({ least: -7, most: -3 })
  expect(along(axis, 1e-4)).toBeCloseTo(0.75)
  expect(along(axis, 0)).toBe(0)
  expect(axisOf([], 1e-4)).toEqual({ least: -7, most: -3 })
  expect(axisOf([0, 0], 1e-2).most).toBe(-1)
})

test('each picture is one mark, those of one bin stand on each other', () => {
  const pictures = [1e-6, 1.01e-6, 1e-4, 0].map((difference, index) => ({ index, difference }))
  const marks = marksOf(pictures, { least: -8, most: -3 }, 50)
  expect(marks.length).toBe(4)
  expect(marks.map(({ bin, height }) => [bin, height])).toEqual([
    [20, 0],
    [20, 1],
    [40, 0],
    [0, 0],
  ])
})
