import { expect, test } from 'vitest'
import { extent, pointAt, within } from './series'

const points = [1, 3, 5, 9].map((x) => ({ x, y: x * 10 }))

test.each([
  [1, 10],
  [2, 10],
  [4.1, 50],
  [7.5, 90],
  [9.5, 90],
  [20, undefined],
  [-5, undefined],
])('the point at step %d', (step, y) => expect(pointAt(points, step)?.y).toBe(y))

test('no line has no point', () => expect(pointAt([], 3)).toBeUndefined())

test('an extent is of what is shown, and above zero for a logarithm', () => {
  const line = { id: 'a', label: 'a', colour: '', points: [...points, { x: 6, y: null }, { x: 7, y: -4 }] }
  expect(extent([line], [2, 8], false)).toEqual([-4, 50])
  expect(extent([line], [2, 8], true)).toEqual([30, 50])
  expect(extent([line], [20, 30], false)).toBeUndefined()
})

test('a stretch keeps a point at each side', () => {
  expect(within(points, [3, 5]).map(({ x }) => x)).toEqual([1, 3, 5, 9])
  expect(within(points, [4, 4.5]).map(({ x }) => x)).toEqual([3, 5])
  expect(within(points, [10, 12]).map(({ x }) => x)).toEqual([9])
  expect(within([], [0, 1])).toEqual([])
})
