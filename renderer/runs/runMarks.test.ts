import { expect, test } from 'vitest'
import type { EpochPoint } from '../../shared/contract/studio/runs'
import type { RunEvent } from '../../shared/records/events'
import { runMarks, shortNumber } from './runMarks'

const at = '2026-12-01T00:00:00Z'
const epoch = (number: number, loss: number): EpochPoint => ({
  epoch: number,
  step: 10 * number,
  train: { loss },
  validation: { loss },
  learningRate: 1,
  seconds: 1,
})

test('what a person did stands at its step, checkpoints by themselves do not', () => {
  const events: RunEvent[] = [
    { event: 'started', at, process: 1 },
    { event: 'checkpoint', at, step: 10, path: '', kind: 'newest' },
    { event: 'knob', at, step: 12, name: 'drop/rate', value: 0.3 },
    { event: 'learning-rate', at, step: 15, learningRate: 0.0003 },
    { event: 'checkpoint', at, step: 20, path: '', kind: 'snapshot' },
    { event: 'learning-rate', at, step: 25, learningRate: null },
    { event: 'unfrozen', at, step: 26, layers: ['a'] },
    { event: 'frozen', at, step: 27, layers: ['a', 'b'] },
    { event: 'unfrozen', at, step: 28, layers: ['b'], byHand: true },
  ]
  expect(
    runMarks(events, [epoch(1, 2), epoch(2, 0.5), epoch(3, 1)]).map(({ kind, step, values }) => [kind, step, values]),
  ).toEqual([
    ['knob', 12, { name: 'drop/rate', value: '0.3' }],
    ['learningRate', 15, { value: '3e-4' }],
    ['snapshot', 20, {}],
    ['best', 20, { loss: '0.5', epoch: 2 }],
    ['schedule', 25, {}],
    ['unfrozen', 26, { count: 1 }],
    ['frozen', 27, { count: 2 }],
    ['released', 28, { count: 1 }],
  ])
})

test('what a run did behind the checkpoint to which it went back is not on its curve', () => {
  const events: RunEvent[] = [
    { event: 'paused', at, step: 30 },
    { event: 'knob', at, step: 55, name: 'a', value: 1 },
    { event: 'resumed', at, step: 40, process: 2 },
    { event: 'knob', at, step: 45, name: 'a', value: 2 },
  ]
  expect(runMarks(events, []).map(({ kind, step }) => [kind, step])).toEqual([
    ['paused', 30],
    ['resumed', 40],
    ['knob', 45],
  ])
})

test.each([
  [0.0003, '3e-4'],
  [0.00035, '3.5e-4'],
  [0.3, '0.3'],
  [22, '22'],
  [0, '0'],
  [1e-7, '1e-7'],
])('%d reads %s', (value, text) => expect(shortNumber(value)).toBe(text))
