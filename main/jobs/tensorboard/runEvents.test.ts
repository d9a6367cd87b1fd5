import { expect, test } from 'vitest'
import type { MetricRow } from '../../../shared/records/metrics'
import { runEvents } from './runEvents'

const step = (at: number, loss: number | null): MetricRow => ({
  kind: 'step',
  step: at,
  epoch: at > 4 ? 2 : 1,
  loss,
  top1: 0.5,
  learningRate: 0.1,
  imagesPerSecond: null,
})
const epoch = (number: number, at: number, seconds: number, validation?: { loss: number }): MetricRow => ({
  kind: 'epoch',
  epoch: number,
  step: at,
  seconds,
  learningRate: 0.1,
  train: { loss: 1, top1: 0.5 },
  ...(validation && { validation }),
})

test('rows become events at the times that the epochs tell, without figures that are none', () => {
  const rows = [step(2, 3), epoch(1, 4, 10, { loss: 2 }), step(6, null), epoch(2, 8, 20)]
  const { train, validation } = runEvents(rows, 100)
  expect(train.map(({ step, seconds }) => [step, seconds])).toEqual([
    [2, 105],
    [4, 110],
    [6, 120],
    [8, 130],
  ])
  expect(train[0]?.values).toEqual([
    { tag: 'loss', value: 3 },
    { tag: 'top1', value: 0.5 },
    { tag: 'learning_rate', value: 0.1 },
  ])
  expect(train[2]?.values.map(({ tag }) => tag)).toEqual(['top1', 'learning_rate'])
  expect(validation).toEqual([{ step: 4, seconds: 110, values: [{ tag: 'epoch_loss', value: 2 }] }])
})

test('steps of an epoch that has no end yet go on at the pace of the one before', () => {
  const { train } = runEvents([epoch(1, 4, 10), step(6, 1)], 0)
  expect(train[1]?.seconds).toBe(15)
  expect(runEvents([step(3, 1)], 7).train[0]?.seconds).toBe(7)
  expect(runEvents([], 0)).toEqual({ train: [], validation: [] })
})
