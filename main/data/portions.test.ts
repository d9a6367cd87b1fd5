import { expect, test } from 'vitest'
import { portions } from './portions'

const cut = (sizes: readonly number[], limits: Parameters<typeof portions>[2]) => [
  ...portions(sizes, (size) => size, limits),
]

test('items are cut by their bytes and their number, in order', () => {
  expect(cut([3, 3, 3, 3], { bytes: 6 })).toEqual([
    [3, 3],
    [3, 3],
  ])
  expect(cut([1, 1, 1, 1, 1], { items: 2, bytes: 100 })).toEqual([[1, 1], [1, 1], [1]])
  expect(cut([1, 5, 1], { items: 9, bytes: 5 })).toEqual([[1], [5], [1]])
})

test('an item beyond the bytes is a portion of its own, and nothing gives none', () => {
  expect(cut([9, 1, 9, 0], { bytes: 4 })).toEqual([[9], [1], [9], [0]])
  expect(cut([], { bytes: 4 })).toEqual([])
})
