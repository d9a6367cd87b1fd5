import { expect, test } from 'vitest'
import { trainingMemory } from '../../shared/inspection/trainingMemory'
import { inferNetwork } from '../../shared/model/infer'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { answerInspection, handyBatch } from './inspectionRequest'

const { build, published } = zooNetwork('resnet-20')
const network = build(published)
const configuration = TrainingConfiguration.parse({ batchSize: 64 })

test('the batch that is offered fits, and one more does not', () => {
  const limitBytes = 500e6
  const { largestBatch, inspection } = answerInspection({ number: 1, network, configuration, limitBytes })
  const peak = (size: number) => trainingMemory(inferNetwork(network), configuration, size).peakBytes
  expect(inspection.batchSize).toBe(64)
  expect(peak(largestBatch as number)).toBeLessThanOrEqual(limitBytes)
  expect(peak((largestBatch as number) + 1)).toBeGreaterThan(limitBytes)
})

test('without a limit, or with nothing to train, no batch is told', () => {
  expect(answerInspection({ number: 1, network, configuration, limitBytes: null }).largestBatch).toBeNull()
  const half = { ...network, layers: network.layers.slice(0, 2) }
  expect(answerInspection({ number: 1, network: half, configuration, limitBytes: 1e9 }).largestBatch).toBeNull()
})

test.each([
  [0, 0],
  [1, 1],
  [15, 15],
  [17, 16],
  [100, 96],
  [1024, 1024],
])('at most %i: %i', (most, handy) => expect(handyBatch(most)).toBe(handy))
