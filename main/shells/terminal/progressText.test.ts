import { expect, test } from 'vitest'
import { progressText, type RunProgress } from './progressText'

const progress: RunProgress = {
  epoch: 3,
  epochs: 10,
  step: 100,
  stepsPerEpoch: 40,
  totalSteps: 400,
  imagesPerSecond: 3120.4,
  loss: 0.08123,
  top1: 0.974,
  secondsLeft: 42,
}

test('epoch, bar of the epoch, step, speed, loss, accuracy, time left', () => {
  expect(progressText(progress, 8)).toBe(
    'epoch 3/10 ████░░░░  step 100/400  3,120 images/s  loss 0.0812  top-1 97.4 %  ETA 0:42',
  )
})

test('what is not known yet is left out; without a terminal there is no bar', () => {
  const early = { ...progress, step: 81, imagesPerSecond: null, secondsLeft: undefined, loss: null }
  expect(progressText(early, 0)).toBe('epoch 3/10  step 81/400  loss not a number  top-1 97.4 %')
})
