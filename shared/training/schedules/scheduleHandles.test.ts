import { describe, expect, test } from 'vitest'
import { TrainingConfiguration } from '../configuration'
import { learningRateAt } from './index'
import { moveHandle, type ScheduleHandle, scheduleHandles } from './scheduleHandles'

const length = { stepsPerEpoch: 100, totalSteps: 1000 }
const training = (schedule: object = {}) => TrainingConfiguration.parse({ schedule, learningRate: 0.1 })
const handle = (of: TrainingConfiguration, kind: ScheduleHandle['kind'], index?: number): ScheduleHandle => {
  const found = scheduleHandles(of, length).find((one) => one.kind === kind && one.index === index)
  if (!found) throw new Error(`no ${kind}`)
  return found
}
const move = (schedule: object, kind: ScheduleHandle['kind'], step: number, index?: number) => {
  const before = training(schedule)
  return moveHandle(before, handle(before, kind, index), { step }, length).schedule
}

describe('a point that is moved sideways', () => {
  test('is the end of the warm-up, which comes and goes with it', () => {
    expect(move({}, 'warm-up', 151)).toEqual({
      curve: { name: 'constant' },
      warmUp: { over: { epochs: 1.5 }, from: 0 },
    })
    expect(move({ warmUp: { over: { epochs: 2 }, from: 0.1 } }, 'warm-up', 300).warmUp).toEqual({
      over: { epochs: 3 },
      from: 0.1,
    })
    expect(move({ warmUp: { over: { steps: 40 } } }, 'warm-up', 62).warmUp?.over).toEqual({ steps: 60 })
    expect(move({ warmUp: { over: { epochs: 2 } } }, 'warm-up', -5)).toEqual({ curve: { name: 'constant' } })
  })

  test('is a milestone, the first step down, the first restart, the top or the end, counted from the warm-up', () => {
    const warmUp = { over: { epochs: 1 } }
    const at = [{ epochs: 3 }, { epochs: 6 }]
    const milestones = { curve: { name: 'milestones', at, factor: 0.1 }, warmUp }
    expect(handle(training(milestones), 'point', 1).step).toBe(700)
    expect(move(milestones, 'point', 800, 1).curve).toMatchObject({ at: [{ epochs: 3 }, { epochs: 7 }] })
    expect(move({ curve: { name: 'step', every: { epochs: 2 }, factor: 0.5 } }, 'every', 330).curve).toMatchObject({
      every: { epochs: 3.3 },
    })
    expect(move({ curve: { name: 'cosine-restarts', first: { steps: 200 } } }, 'first', 250).curve).toMatchObject({
      first: { steps: 250 },
    })
    expect(move({ curve: { name: 'one-cycle' } }, 'rise', 500).curve).toMatchObject({ rise: 0.5 })
    expect(move({ curve: { name: 'cosine' } }, 'end', 600).curve).toMatchObject({ over: { epochs: 6 } })
    expect(move({ curve: { name: 'cosine', over: { epochs: 6 } } }, 'end', 1000).curve).not.toHaveProperty('over')
  })

  test('does not leave what the schema takes', () => {
    const step = { curve: { name: 'step', every: { epochs: 2 }, factor: 0.5 } }
    expect(move(step, 'every', -100)).toEqual(training(step).schedule)
  })
})

test('up and down it is the base rate, or the end as a part of it', () => {
  const before = training({ curve: { name: 'cosine' } })
  expect(moveHandle(before, handle(before, 'warm-up'), { learningRate: 0.01234 }, length).learningRate).toBe(0.012)
  const end = moveHandle(before, handle(before, 'end'), { endFactor: 0.256 }, length)
  expect(end.schedule.curve).toMatchObject({ endFactor: 0.26 })
  expect(moveHandle(before, handle(before, 'end'), { endFactor: -3 }, length).schedule.curve).toMatchObject({
    endFactor: 0,
  })
})

test.each([
  [{ curve: { name: 'constant' } }],
  [{ curve: { name: 'exponential', every: { epochs: 1 }, factor: 0.9 }, warmUp: { over: { epochs: 1 } } }],
  [{ curve: { name: 'polynomial' } }],
  [{ curve: { name: 'one-cycle' } }],
])('points lie on the curve of %j', (schedule) => {
  const of = training(schedule)
  for (const { step, rate } of scheduleHandles(of, length))
    expect(rate).toBe(learningRateAt(of.schedule, of.learningRate, Math.min(step, length.totalSteps - 1), length))
})
