import { expect, test } from 'vitest'
import { matched } from './lit'

test.each([
  ['Max pool', 'pool', [4, 5, 6, 7]],
  ['Max pool', 'mp', [0, 4]],
  ['Batch norm', 'bn', [0, 6]],
  ['Conv', 'pool', undefined],
  ['배치 정규화', '정규', [3, 4]],
] as const)('%s by %s', (title, typed, places) =>
  expect(matched(title, typed) && [...(matched(title, typed) as Set<number>)]).toEqual(places),
)
