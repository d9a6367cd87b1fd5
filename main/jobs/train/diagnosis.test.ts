import { expect, test } from 'vitest'
import { TrainingConfiguration } from '../../../shared/training/configuration'
import { brokenPlace } from './findBrokenLayer'
import { likelyRemedies } from './likelyRemedies'

test.each([
  ['layer conv1 : Tensor had NaN values\n\t [[{{node train/conv1/CheckNumerics}}]]', 'conv1', 'the output of conv1'],
  ['gradient of conv1/kernel : Tensor had Inf values', 'conv1', 'the gradient of conv1/kernel'],
  [
    'gradient of layer stage1.0.add : Tensor had -Inf and NaN values',
    'stage1.0.add',
    'the gradient of the output of stage1.0.add',
  ],
])('TensorFlow says %j', (message, layer, what) => {
  expect(brokenPlace(new Error(`Session fail to run with error: ${message}`))).toEqual({ layer, what })
})

test('another error is not taken for one', () => {
  expect(brokenPlace(new Error('OOM when allocating tensor with shape[100,3]'))).toBeUndefined()
})

const configuration = TrainingConfiguration.parse({})
const calm = { configuration, learningRate: 0.03, recentLosses: [2, 2.1, 1.9], isNormalized: true }

test('a lower rate comes first; what the run already does is not proposed', () => {
  expect(likelyRemedies(calm)[0]).toBe('try learning rate 0.001')
  expect(likelyRemedies({ ...calm, learningRate: 0.0005 })[0]).toBe('try learning rate 0.00005')
  expect(likelyRemedies(calm).join()).not.toContain('batch norm')
  expect(likelyRemedies({ ...calm, isNormalized: false }).join()).toContain('batch norm')
  const clipped = TrainingConfiguration.parse({ clip: { by: 'norm', limit: 1 }, precision: 'bfloat16' })
  expect(likelyRemedies({ ...calm, configuration: clipped }).join()).not.toContain('clip')
  expect(likelyRemedies({ ...calm, configuration: clipped }).join()).toContain('train in float32')
})

test('a loss that grew is told', () => {
  expect(likelyRemedies({ ...calm, recentLosses: [2.3, 40, 9000] })[0]).toContain(
    'grew from 2.30 to 9.00e+3 in the 3 steps before',
  )
})
