import { describe, expect, test } from 'vitest'
import { BestSoFar, betterOf, KeepBest } from './keepBest'

function bestEpoch(metric: string, values: readonly number[]): number | undefined {
  const keep = KeepBest.parse({ metric })
  return values.reduce<BestSoFar | undefined>(
    (best, value, epoch) => betterOf(keep, best, { value, epoch, step: 10 * (epoch + 1) }),
    undefined,
  )?.epoch
}

describe('keep best', () => {
  test('is the lowest loss', () => expect(bestEpoch('validation.loss', [1, 0.5, 0.7])).toBe(1))
  test('is the most right answers', () => expect(bestEpoch('training.top5', [0.1, 0.5, 0.7])).toBe(2))
  test('is the first of equal ones', () => expect(bestEpoch('validation.loss', [1, 0.5, 0.5])).toBe(1))
  test('is never one without a number', () => expect(bestEpoch('validation.loss', [Number.NaN, 2, Number.NaN])).toBe(1))
  test('is none while there is no number', () =>
    expect(bestEpoch('validation.loss', [Number.NaN, Number.POSITIVE_INFINITY])).toBeUndefined())
  test('keeps the same object while nothing beats it, so that nothing is written again', () => {
    const best = BestSoFar.parse({ value: 1, epoch: 0, step: 1 })
    expect(betterOf({ metric: 'validation.loss' }, best, { value: 2, epoch: 1, step: 2 })).toBe(best)
  })
})
