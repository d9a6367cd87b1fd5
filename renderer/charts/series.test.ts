import { expect, test } from 'vitest'
import { extent, pointAt, within, withoutOutliers } from './series'

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

const lineOf = (ys: readonly number[]) => ({ id: 'a', label: 'a', colour: '', points: ys.map((y, x) => ({ x, y })) })
test.each([
  [
    'a first epoch of hundreds',
    [
      [2.3, 1, 0.9, 0.8, 0.7, 0.7],
      [452, 6, 0.9, 0.8, 0.7, 0.6],
    ],
    6,
  ],
  ['two epochs of thousands, one of hundreds', [[9000, 8000, 310, 1, 0.9, 0.8, 0.7, 0.6]], 1],
  ['a loss that falls a thousandfold', [[3, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.004]], undefined],
  ['one that diverges for long', [[1, 1, 1, 500, 600, 700, 800, 900]], undefined],
  ['too few to tell', [[452, 0.6, 0.5]], undefined],
  ['nothing above zero', [[0, 0, 0, 0, 0, 0]], undefined],
])('the axis ends where the others do: %s', (_, lines, most) =>
  expect(withoutOutliers(lines.map(lineOf), [0, 99])).toBe(most),
)

test('a stretch keeps a point at each side', () => {
  expect(within(points, [3, 5]).map(({ x }) => x)).toEqual([1, 3, 5, 9])
  expect(within(points, [4, 4.5]).map(({ x }) => x)).toEqual([3, 5])
  expect(within(points, [10, 12]).map(({ x }) => x)).toEqual([9])
  expect(within([], [0, 1])).toEqual([])
})
