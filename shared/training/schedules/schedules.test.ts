import { describe, expect, test } from 'vitest'
import { Curve, learningRateAt, Schedule } from '.'

const run = { stepsPerEpoch: 10, totalSteps: 100 }
const rate = (schedule: object, step: number, length = run) =>
  learningRateAt(Schedule.parse(schedule), 0.5, step, length)

describe('learning rate', () => {
  test('is the base rate without a schedule', () => expect(rate({}, 73)).toBe(0.5))

  const cases: [what: string, schedule: object, step: number, factor: number][] = [
    ['epochs are counted in steps', { curve: { name: 'step', every: { epochs: 3 }, factor: 0.1 } }, 30, 0.1],
    ['and hold until then', { curve: { name: 'step', every: { epochs: 3 }, factor: 0.1 } }, 29, 1],
    ['half an epoch too', { curve: { name: 'exponential', every: { epochs: 0.5 }, factor: 0.25 } }, 5, 0.25],
    [
      'milestones need no order',
      { curve: { name: 'milestones', at: [{ epochs: 6 }, { steps: 20 }], factor: 0.1 } },
      60,
      0.01,
    ],
    ['a cosine ends with the run', { curve: { name: 'cosine' } }, 100, 0],
    ['and stays at its end', { curve: { name: 'cosine', endFactor: 0.1 } }, 140, 0.1],
    ['is at the middle half-way', { curve: { name: 'cosine', endFactor: 0.2 } }, 50, 0.6],
    ['a line falls by the same each step', { curve: { name: 'polynomial' } }, 25, 0.75],
    ['a warm-up starts at its part', { warmUp: { over: { epochs: 1 }, from: 0.2 } }, 0, 0.2],
    ['rises in a line', { warmUp: { over: { epochs: 1 }, from: 0.2 } }, 5, 0.6],
    ['and is over at its end', { warmUp: { over: { epochs: 1 }, from: 0.2 } }, 10, 1],
    [
      'a curve begins behind the warm-up',
      { curve: { name: 'step', every: { steps: 5 }, factor: 0.1 }, warmUp: { over: { steps: 8 } } },
      12,
      1,
    ],
    ['and lasts for the rest', { curve: { name: 'polynomial' }, warmUp: { over: { epochs: 2 } } }, 60, 0.5],
    ['a warm-up of nothing is none', { curve: { name: 'polynomial' }, warmUp: { over: { steps: 0 } } }, 50, 0.5],
  ]
  test.each(cases)('%s', (_, schedule, step, factor) => expect(rate(schedule, step)).toBeCloseTo(0.5 * factor, 12))

  test('is finite and not negative for every curve, at every step, behind a warm-up longer than the run too', () => {
    const needed = { every: { steps: 7 }, factor: 0.5, at: [{ steps: 3 }], first: { steps: 4 } }
    for (const { shape } of Curve.options) {
      const name = shape.name.value
      const curve = { name, ...Object.fromEntries(Object.entries(needed).filter(([key]) => key in shape)) }
      for (const warmUp of [undefined, { over: { steps: 3 } }, { over: { epochs: 20 } }])
        for (const totalSteps of [1, 2, 5, 30])
          for (let step = 0; step <= totalSteps + 3; step++) {
            const got = rate({ curve, ...(warmUp && { warmUp }) }, step, { stepsPerEpoch: 3, totalSteps })
            expect(Number.isFinite(got) && got >= 0, `${name}, step ${step} of ${totalSteps}: ${got}`).toBe(true)
          }
    }
  })

  test('follows the base rate when a person changes it', () => {
    const schedule = Schedule.parse({ curve: { name: 'cosine', endFactor: 0.1 }, warmUp: { over: { steps: 5 } } })
    for (const step of [2, 30, 99])
      expect(learningRateAt(schedule, 0.2, step, run)).toBeCloseTo(2 * learningRateAt(schedule, 0.1, step, run), 12)
  })
})
