import { expect, test } from 'vitest'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { type CurvePoint, pointOf } from './curvePoint'
import { decimate } from './decimate'
import { GrowingCurve } from './growingCurve'

const rows = (count: number, seed = 1): CurvePoint[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, k) => {
    const loss = random(20) === 0 ? null : random(1000) / 100
    return pointOf({ step: k + 1, loss, top1: loss === null ? null : 0.5, learningRate: 0.1, imagesPerSecond: 10 })
  })
}

const measures = (points: readonly CurvePoint[]) => {
  const known = points.filter((point) => point.loss !== null)
  return {
    steps: points.reduce((sum, { steps }) => sum + steps, 0),
    last: points[points.length - 1]?.step,
    lowest: Math.min(...known.map(({ lowest }) => lowest as number)),
    highest: Math.max(...known.map(({ highest }) => highest as number)),
  }
}

const sizes: [rows: number, most: number][] = [
  [1, 1],
  [10, 1],
  [10, 10],
  [999, 10],
  [20_000, 1000],
  [20_001, 7],
]
test.each(sizes)('%i rows in at most %i points keep every step, the ends and the extremes', (count, most) => {
  const all = rows(count)
  const few = decimate(all, most)
  expect(few.length).toBeLessThanOrEqual(most)
  expect(measures(few)).toEqual(measures(all))
  expect(few.map(({ step }) => step)).toEqual([...few.map(({ step }) => step)].sort((a, b) => a - b))
})

test('a mean is that of all its steps', () => {
  const all = rows(1000).map((point) => (point.loss === null ? { ...point, loss: 1, lowest: 1, highest: 1 } : point))
  const [one] = decimate(all, 1) as [CurvePoint]
  expect(one.loss).toBeCloseTo(all.reduce((sum, { loss }) => sum + (loss as number), 0) / 1000, 9)
})

test('a curve that grows for a million steps stays small and loses none', () => {
  const curve = new GrowingCurve(1000)
  let spike = 0
  for (let step = 1; step <= 1_000_000; step++) {
    const loss = step === 654_321 ? 99 : 1 / step
    spike = Math.max(spike, loss)
    curve.add(pointOf({ step, loss, learningRate: 0.1, imagesPerSecond: null }))
  }
  expect(curve.all().length).toBeLessThanOrEqual(1000)
  expect(curve.all().length).toBeGreaterThan(400)
  expect(measures(curve.all())).toMatchObject({ steps: 1_000_000, last: 1_000_000, highest: 99 })
})

test('going back to a checkpoint takes later points away', () => {
  const curve = new GrowingCurve(1000)
  for (const point of rows(500)) curve.add(point)
  curve.cutBehind(200)
  expect(measures(curve.all())).toMatchObject({ steps: 200, last: 200 })
})
