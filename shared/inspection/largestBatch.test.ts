import { expect, test } from 'vitest'
import { inferNetwork } from '../model/infer'
import { compileTraining } from '../training/compileTraining'
import { TrainingConfiguration } from '../training/configuration'
import { zooNetwork } from '../zoo'
import { largestBatch } from './largestBatch'
import { programMemory } from './trainingMemory'

/** 100 bytes however large the batch is, and 10 a picture. */
const peak = (batchSize: number) => 100 + 10 * batchSize

test.each([
  ['not even one picture', 109, 1000, 0],
  ['one exactly', 110, 1000, 1],
  ['one byte short of eight', 179, 1000, 7],
  ['eight exactly', 180, 1000, 8],
  ['between two powers of two', 1100, 1000, 100],
  ['as many as there are', 1e9, 37, 37],
  ['one image in all', 1e9, 1, 1],
  ['a budget below zero', -1, 1000, 0],
])('largestBatch: %s', (_, budget, most, expected) => expect(largestBatch(peak, budget, most)).toBe(expected))

test('the one after it takes more than the budget, by the estimate itself', () => {
  const network = inferNetwork(zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 10 }))
  const program = compileTraining({
    network,
    classes: 10,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({}),
  })
  const peakBytes = (batchSize: number) => programMemory(program, 'input', batchSize).peakBytes
  const budget = 400e6
  const found = largestBatch(peakBytes, budget, 65_536)
  expect(found).toBeGreaterThan(1)
  expect(peakBytes(found)).toBeLessThanOrEqual(budget)
  expect(peakBytes(found + 1)).toBeGreaterThan(budget)
})
