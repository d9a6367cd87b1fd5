import { expect, test } from 'vitest'
import { nearest } from './nearest'

const words = ['conv2d', 'dense', 'batch-norm', 'max-pool', 'avg-pool', 'add']
test.each([
  ['conv2D', 'conv2d'],
  ['BatchNorm', 'batch-norm'],
  ['maxpol', 'max-pool'],
  ['Dense', 'dense'],
  ['con', undefined],
  ['transformer', undefined],
  ['', undefined],
])('nearest to %s is %s', (given, wanted) => expect(nearest(given, words)).toBe(wanted))
