import { expect, test } from 'vitest'
import { judgeNorm, type NormChannels } from './judgeNorm'

const of = (...values: number[]) => Float32Array.from(values)
const norm = (change: Partial<NormChannels> = {}): NormChannels => ({
  batchMean: of(1, 2, 3),
  batchVariance: of(4, 4, 4),
  movingMean: of(1, 2, 3),
  movingVariance: of(4, 4, 4),
  epsilon: 1e-5,
  ...change,
})

test('averages that are those of the batch are fine', () => {
  expect(judgeNorm(norm())).toEqual({ shift: 0, ratio: 1, constant: 0, shut: 0, verdict: 'fine' })
})

test.each<[what: string, change: Partial<NormChannels>, verdict: string]>([
  ['means that moved by more than half a deviation', { batchMean: of(2.5, 3.5, 4.5) }, 'stale'],
  ['one channel of three alone', { batchMean: of(2.5, 2, 3) }, 'fine'],
  ['variances that are three times as large', { batchVariance: of(12, 12, 12) }, 'stale'],
  ['as small', { batchVariance: of(1, 1, 1) }, 'stale'],
  ['a channel that is the same for all pictures', { batchVariance: of(0, 4, 4), movingVariance: of(0, 4, 4) }, 'dead'],
  ['a channel that gamma has shut', { gamma: of(1, 1e-5, 1) }, 'dead'],
])('%s', (_, change, verdict) => expect(judgeNorm(norm(change)).verdict).toBe(verdict))

test('a shift counts in moving deviations, and a channel that is both constant and shut counts once', () => {
  const { shift, constant, shut } = judgeNorm(
    norm({ batchMean: of(2, 3, 4), gamma: of(0, 1, 1), batchVariance: of(0, 4, 4), movingVariance: of(0, 4, 4) }),
  )
  expect(shift).toBeCloseTo(0.5, 5)
  expect([constant, shut]).toEqual([1, 0])
})
