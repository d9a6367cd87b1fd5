import { describe, expect, test } from 'vitest'
import { TrainingConfiguration } from './configuration'

const parse = (value: object) => TrainingConfiguration.parse(value)
const fault = (value: object) => {
  const { error } = TrainingConfiguration.safeParse(value)
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}

describe('training configuration', () => {
  test('is whole when nothing is said', () => {
    expect(parse({})).toEqual({
      epochs: 10,
      batchSize: 100,
      seed: 0,
      learningRate: 0.001,
      schedule: { curve: { name: 'constant' } },
      optimizer: { name: 'adam', convention: 'keras', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false },
      decayExcludes: [],
      loss: { name: 'softmax-cross-entropy', labelSmoothing: 0 },
      precision: 'float32',
      checkNumerics: false,
      watchLayers: true,
      shuffle: true,
      dropLast: false,
      keepBest: { metric: 'validation.loss' },
      checkpoint: { keep: 2 },
    })
  })

  test('is the same after a way through JSON', () => {
    const whole = parse({
      optimizer: { name: 'rmsprop', convention: 'pytorch' },
      clip: { by: 'global-norm', limit: 1 },
    })
    expect(parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole)
  })

  const defaults: [optimizer: object, epsilon: number][] = [
    [{ name: 'adam' }, 1e-7],
    [{ name: 'adam', convention: 'pytorch' }, 1e-8],
    [{ name: 'adam', convention: 'pytorch', epsilon: 1e-4 }, 1e-4],
    [{ name: 'rmsprop', convention: 'pytorch' }, 1e-8],
    [{ name: 'adagrad', convention: 'pytorch' }, 1e-10],
    [{ name: 'adagrad' }, 1e-7],
  ]
  test.each(defaults)('%j takes the epsilon of its convention', (optimizer, epsilon) =>
    expect(parse({ optimizer }).optimizer).toMatchObject({ epsilon }),
  )

  const faults: [what: object, fault: RegExp][] = [
    [{ optimiser: {} }, /Unrecognized key: "optimiser"/],
    [{ seed: -1 }, /^seed:/],
    [{ seed: 2 ** 31 }, /^seed:/],
    [{ learningRate: 0 }, /^learningRate:/],
    [{ optimizer: { name: 'adam', epsilon: 0 } }, /^optimizer.epsilon:/],
    [{ optimizer: { name: 'sgd', nesterov: true } }, /nesterov needs a momentum above 0/],
    [{ optimizer: { name: 'sgd', momentum: 0.9, dampening: 0.5 } }, /dampening is of the pytorch convention/],
    [{ optimizer: { name: 'adagrad', convention: 'pytorch', epsilon: 0 } }, /above 0 if the accumulator starts at 0/],
    [
      { optimizer: { name: 'adamw' }, weightDecay: { coupling: 'coupled', amount: 1e-4 } },
      /adamw has a weight decay of its own/,
    ],
    [{ schedule: { curve: { name: 'step', every: { steps: 0 }, factor: 0.1 } } }, /must be longer than 0/],
    [{ loss: { name: 'softmax-cross-entropy', labelSmoothing: 1 } }, /^loss.labelSmoothing:/],
  ]
  test.each(faults)('%j is refused', (value, expected) => expect(fault(value)).toMatch(expected))
})
