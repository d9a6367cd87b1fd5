import { expect, test } from 'vitest'
import type { LiveRun } from '../../shared/contract/studio/runs'
import { pointOf } from '../../shared/curves/curvePoint'
import { addLive, type KnownLive, mostPoints } from './liveRun'

const item = (first: number, count: number, isWhole = false): LiveRun => ({
  summary: {
    run: 'r',
    labels: { name: '', note: '', tags: [] },
    state: 'training',
    createdAt: '',
    projectName: '',
    step: first + count - 1,
    epoch: 0,
    epochs: 1,
    canResume: false,
  },
  isWhole,
  points: Array.from({ length: count }, (_, k) =>
    pointOf({ step: first + k, loss: 1, learningRate: 0.1, imagesPerSecond: 1 }),
  ),
  epochs: [
    {
      epoch: first,
      step: first,
      train: { loss: 1 },
      learningRate: 0.1,
      seconds: 1,
    },
  ],
  imagesPerSecond: 10,
  knobs: [],
  restarts: 0,
  warnings: [],
})

test('a hundred thousand steps take no more room than a thousand, and none is lost', () => {
  let known: KnownLive | undefined
  for (let step = 1; step <= 100_000; step += 20) {
    known = addLive(known, item(step, 20, step === 1))
    if (known.points.length > mostPoints) throw new Error(`${known.points.length} points`)
  }
  expect(known?.points.reduce((sum, { steps }) => sum + steps, 0)).toBe(100_000)
  expect(known?.points.at(-1)?.step).toBe(100_000)
  expect(known?.points.length).toBeGreaterThan(mostPoints / 2)
  expect(known?.epochs.length).toBeLessThanOrEqual(2001)
  expect(known?.epochs.at(-1)?.epoch).toBe(99_981)
  expect(known?.speeds).toHaveLength(60)
})

test('an item with nothing new of a curve leaves that curve the very same', () => {
  const known = addLive(undefined, item(1, 20, true))
  const next = addLive(known, { ...item(21, 0), points: [], epochs: [] })
  expect(next.points).toBe(known.points)
  expect(next.epochs).toBe(known.epochs)
})

test('a whole item replaces what was known: the run went back', () => {
  const known = addLive(addLive(undefined, item(1, 500, true)), item(1, 20, true))
  expect(known.points).toHaveLength(20)
})
