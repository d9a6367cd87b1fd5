import { expect, test } from 'vitest'
import { mostConfused } from './mostConfused'

test('the commonest mistake, the first of several as common; where nothing is wrong, the rarest class', () => {
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
  expect(
    mostConfused({
      confusion: [
        [0, 0, 90],
        [1, 1, 4],
        [2, 2, 4],
      ],
    }),
  ).toEqual({ truth: 1, prediction: 1 })
  expect(mostConfused({ confusion: [] })).toBeUndefined()
})
