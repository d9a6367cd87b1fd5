import { expect, test } from 'vitest'
import { TrainingConfiguration } from '../../../shared/training/configuration'
import { likelyRemedies } from './likelyRemedies'

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
