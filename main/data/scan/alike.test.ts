import { expect, test } from 'vitest'
import { connectedGroups, equalGroups, keptOf } from './alike'

test('equal keys belong together, in the order of their first', () =>
  expect(equalGroups(['b', 'a', undefined, 'a', 'c', undefined, 'b', 'b'])).toEqual([
    [0, 6, 7],
    [1, 3],
  ]))

test('pairs connect through others', () =>
  expect(
    connectedGroups(
      [
        [4, 7],
        [1, 2],
        [2, 4],
        [0, 9],
      ],
      10,
    ),
  ).toEqual([
    [0, 9],
    [1, 2, 4, 7],
  ]))

test('of a chain every second one is kept: each other one is the pair of one that is kept, and no two that are kept are a pair', () =>
  expect(keptOf([3, 4, 5, 6, 7], (i, j) => Math.abs(i - j) === 1)).toEqual([3, 5, 7]))
