import { expect, test } from 'vitest'
import { Tally } from './tally'

test('a class may be called as a property that every object has', () => {
  const counts = JSON.parse('{"__proto__": 3, "constructor": 0, "cats": 12}')
  expect(Object.entries(Tally.parse(counts))).toEqual([
    ['__proto__', 3],
    ['constructor', 0],
    ['cats', 12],
  ])
})

test.each([[null], [[1]], [{ cats: -1 }], [{ cats: 0.5 }], [{ cats: '1' }]])('%j counts nothing', (value) =>
  expect(Tally.safeParse(value).success).toBe(false),
)
