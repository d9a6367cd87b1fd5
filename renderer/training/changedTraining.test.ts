import { expect, test } from 'vitest'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { changedTraining } from './changedTraining'

const training = TrainingConfiguration.parse({ batchSize: 32, clip: { by: 'norm', limit: 1 } })

test('one setting changes, the others stay', () => {
  expect(changedTraining(training, 'epochs', 3)).toEqual({ training: { ...training, epochs: 3 } })
})

test('taken out, its default counts again', () => {
  expect(changedTraining(training, 'batchSize', undefined)).toEqual({ training: { ...training, batchSize: 100 } })
  const changed = changedTraining(training, 'clip', undefined)
  expect('training' in changed && 'clip' in changed.training).toBe(false)
})

test('another optimizer comes with its own defaults', () => {
  const changed = changedTraining(training, 'optimizer', { name: 'adamw', convention: 'pytorch' })
  expect('training' in changed && changed.training.optimizer).toMatchObject({ weightDecay: 0.01, epsilon: 1e-8 })
})

test('what the schema refuses is told with the setting that is at fault', () => {
  expect(changedTraining(training, 'learningRate', 0)).toMatchObject({ at: 'learningRate' })
  const decayed = TrainingConfiguration.parse({ weightDecay: { coupling: 'coupled', amount: 1e-4 } })
  expect(changedTraining(decayed, 'optimizer', { name: 'adamw' })).toMatchObject({ at: 'weightDecay' })
})
