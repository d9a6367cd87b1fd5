import { expect, test } from 'vitest'
import { choose, noSelection } from './selection'

const nameAt = (index: number) => (index < 5 ? `p${index}` : undefined)
const names = (selection: { names: ReadonlySet<string> }) => [...selection.names].sort()

test('one, more and a range', () => {
  const one = choose(noSelection, 1, 'one', nameAt)
  expect(names(one)).toEqual(['p1'])
  const two = choose(one, 3, 'add', nameAt)
  expect(names(two)).toEqual(['p1', 'p3'])
  expect(names(choose(two, 1, 'add', nameAt))).toEqual(['p3'])
  const range = choose(one, 4, 'range', nameAt)
  expect(names(range)).toEqual(['p1', 'p2', 'p3', 'p4'])
  // It grows and shrinks about where it began.
  expect(names(choose(range, 0, 'range', nameAt))).toEqual(['p0', 'p1'])
})

test('walking keeps what is chosen, and what is not there is not chosen', () => {
  const one = choose(noSelection, 1, 'one', nameAt)
  const moved = choose(one, 2, 'move', nameAt)
  expect(names(moved)).toEqual(['p1'])
  expect(moved.active).toBe(2)
  expect(names(choose(noSelection, 9, 'one', nameAt))).toEqual([])
})
