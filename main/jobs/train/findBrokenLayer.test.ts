import { expect, test } from 'vitest'
import { brokenPlace } from './findBrokenLayer'

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
