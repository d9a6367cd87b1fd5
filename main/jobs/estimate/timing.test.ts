import { expect, test } from 'vitest'
import { Timing, type TimingLimits } from './timing'

const limits: TimingLimits = { warmUp: { calls: 2, seconds: 0.1 }, leastSeconds: 3, mostSeconds: 10, uncertainty: 0.02 }

/** Calls of these lengths over 10 images each, until it is done; the last length is repeated. */
function timed(lengths: readonly number[]): { timing: Timing; calls: number } {
  const timing = new Timing(limits)
  let calls = 0
  while (!timing.isDone) {
    timing.add(lengths[Math.min(calls, lengths.length - 1)] as number, 10)
    calls++
    if (calls > 10_000) throw new Error('it never ends')
  }
  return { timing, calls }
}

test('even calls: the warm-up is left out, and it ends after the least time', () => {
  const { timing, calls } = timed([5, 0.5, 0.25])
  expect(timing.secondsPerImage).toBeCloseTo(0.025)
  expect(timing.warmUpSeconds).toBeCloseTo(5.5 - 2 * 0.25)
  expect(timing.calls).toBe(12)
  expect(calls).toBe(14)
  expect(timing.uncertainty).toBeCloseTo(0)
})

test('quick calls warm up by time, not by number', () => {
  const { timing } = timed([0.01])
  expect(timing.warmUpSeconds).toBeCloseTo(0)
  expect(timing.seconds).toBeGreaterThanOrEqual(3)
})

test('uneven calls take longer, at most `mostSeconds`', () => {
  const uneven = Array.from({ length: 1000 }, (_, k) => (k % 2 === 0 ? 0.1 : 0.9))
  const { timing } = timed(uneven)
  expect(timing.seconds).toBeGreaterThan(9.9)
  expect(timing.uncertainty).toBeGreaterThan(0.02)
  expect(timing.progress).toBe(1)
})

test.each([
  ['20 seconds each: one to warm up, two that count', 20, 3],
  ['40 seconds each: one that counts', 40, 2],
])('slow calls, %s', (_, seconds, expected) => {
  const { timing, calls } = timed([seconds])
  expect(calls).toBe(expected)
  expect(timing.secondsPerImage).toBeCloseTo(seconds / 10)
})

test('the mean is over images: a shorter batch counts for less', () => {
  const timing = new Timing({ ...limits, warmUp: { calls: 0, seconds: 0 } })
  timing.add(1, 100)
  timing.add(1, 10)
  expect(timing.secondsPerImage).toBeCloseTo(2 / 110)
})

test('nothing timed is a fault, not a number', () => {
  expect(() => new Timing(limits).secondsPerImage).toThrow('nothing was timed')
})
