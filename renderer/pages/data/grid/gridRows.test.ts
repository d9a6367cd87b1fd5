import { expect, test } from 'vitest'
import { gridRows, rowOf, vertical } from './gridRows'

const rows = gridRows(
  [
    { title: 'ants', count: 5 },
    { title: 'bees', count: 2 },
    { title: undefined, count: 4 },
  ],
  3,
)

test('each section begins a line, below its heading', () =>
  expect(rows).toEqual([
    { kind: 'title', title: 'ants', count: 5 },
    { kind: 'pictures', first: 0, count: 3 },
    { kind: 'pictures', first: 3, count: 2 },
    { kind: 'title', title: 'bees', count: 2 },
    { kind: 'pictures', first: 5, count: 2 },
    { kind: 'pictures', first: 7, count: 3 },
    { kind: 'pictures', first: 10, count: 1 },
  ]))

test('every picture is found in its line', () => {
  expect(Array.from({ length: 11 }, (_, k) => rowOf(rows, k))).toEqual([1, 1, 1, 2, 2, 4, 4, 5, 5, 5, 6])
  expect(rowOf(rows, 11)).toBe(-1)
  expect(rowOf([], 0)).toBe(-1)
})

test.each([
  [0, 1, 3],
  [2, 1, 4],
  [4, 1, 6],
  [6, -1, 4],
  [9, 1, 10],
  [1, -1, 1],
  [10, 1, 10],
  [0, 3, 7],
  [10, -9, 0],
])('from %i by %i lines to %i', (from, lines, to) => expect(vertical(rows, from, lines)).toBe(to))

test('100,000 pictures are laid out in no time', () => {
  const begin = performance.now()
  const many = gridRows(
    [
      { title: 'a', count: 60_000 },
      { title: 'b', count: 40_000 },
    ],
    7,
  )
  expect(many.length).toBe(2 + Math.ceil(60_000 / 7) + Math.ceil(40_000 / 7))
  for (let k = 0; k < 100_000; k += 97) expect(rowOf(many, k)).toBeGreaterThan(0)
  expect(performance.now() - begin).toBeLessThan(500)
})
