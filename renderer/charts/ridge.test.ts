import { expect, test } from 'vitest'
import { ridgeOf } from './ridge'

const look = (step: number, from: number, to: number, counts: number[]) => ({
  step,
  gradients: [],
  weights: [],
  histogram: { from, to, counts },
})

test('histograms with other edges come to one axis, and a narrow one is high', () => {
  const ridge = ridgeOf([look(10, -1, 1, [1, 2, 2, 1]), look(20, -2, 2, [1, 2, 2, 1])], 9, 81)
  expect(ridge?.reach).toBe(2)
  const peaks = ridge?.lines.map(({ heights }) => Math.max(...heights))
  expect(peaks?.[0]).toBe(1)
  expect(peaks?.[1]).toBeCloseTo(0.5, 2)
  // Beyond its edges there is nothing.
  expect(ridge?.lines[0]?.heights[0]).toBe(0)
  const area = ridge?.lines.map(({ heights }) => heights.reduce((sum, height) => sum + height, 0)) ?? []
  expect((area[0] as number) / (area[1] as number)).toBeCloseTo(1, 1)
})

test('of many some are taken, the newest among them; of none there is none', () => {
  const many = Array.from({ length: 50 }, (_, k) => look(k + 1, -1, 1, [1]))
  expect(
    ridgeOf(many, 9, 5)
      ?.lines.map(({ step }) => step)
      .at(-1),
  ).toBe(50)
  expect(ridgeOf(many, 9, 5)?.lines).toHaveLength(9)
  expect(ridgeOf([{ step: 1, gradients: [], weights: [] }], 9, 5)).toBeUndefined()
})
