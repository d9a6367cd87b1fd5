import { expect, test } from 'vitest'
import { mostConfused } from './mostConfused'

test('the commonest mistake, the first of several as common; what is right is none', () => {
  expect(
    mostConfused({
      confusion: [
        [0, 0, 90],
        [0, 1, 4],
        [1, 0, 7],
        [2, 1, 7],
      ],
    }),
  ).toEqual({ truth: 1, prediction: 0 })
  expect(mostConfused({ confusion: [[0, 0, 90]] })).toBeUndefined()
})
