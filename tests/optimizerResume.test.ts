import { describe, expect, test } from 'vitest'
import { Session } from '../main/engine/session'
import type { TensorData, TensorMap } from '../shared/tensorData'
import { Optimizer, optimizerDefinitions } from '../shared/training/optimizers'
import { optimizerProgram, type Trial } from './parity/optimizerProgram'

/** Every optimizer in both conventions, and each of its ways that has a state or an order of its own. */
const configurations: Record<string, readonly object[]> = {
  sgd: [
    {},
    { momentum: 0.9 },
    { momentum: 0.9, nesterov: true },
    { momentum: 0.9, dampening: 0.3, convention: 'pytorch' },
  ],
  rmsprop: [{}, { momentum: 0.9 }, { centered: true }, { centered: true, momentum: 0.9 }],
  adagrad: [{}],
  adam: [{}, { amsgrad: true }],
  adamw: [{}, { amsgrad: true }],
  adamax: [{}],
}

const steps = 12
/** Numbers without a pattern, from the sine: no random source is needed. */
const wave = (shape: readonly number[], phase: number): TensorData => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => Math.sin(1.7 * k * k + phase)),
})

const trials: Trial[] = Object.entries(configurations).flatMap(([name, list]) =>
  list.flatMap((given) =>
    (['keras', 'pytorch'] as const).map((convention): Trial => {
      const optimizer = Optimizer.parse({ name, convention, ...given })
      return {
        name: `${name}-${convention}-${Object.entries(given).join('-').replace(/,/g, '_')}`,
        settings: { optimizer, decayExcludes: [], weightDecay: { coupling: 'decoupled', amount: 0.01 } },
        start: wave([5, 7], 1),
        gradients: wave([steps, 5, 7], 2),
        rates: Array.from({ length: steps }, (_, k) => 0.01 / (1 + k)),
      }
    }),
  ),
)
const unique = [...new Map(trials.map((trial) => [trial.name, trial])).values()]

const bits = ({ data }: TensorData) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')
const differences = (a: TensorMap, b: TensorMap) =>
  [...a].filter(([name, value]) => bits(value) !== bits(b.get(name) as TensorData)).map(([name]) => name)

describe('resuming an optimizer', () => {
  test('every optimizer is tried', () => {
    expect(Object.keys(configurations).sort()).toEqual(optimizerDefinitions.map(({ name }) => name).sort())
  })

  test('is bit-equal to never having stopped, for every optimizer and wherever it stops', async () => {
    const program = optimizerProgram(unique)
    const straight = await Session.open(program)
    const states = [straight.readState()]
    for (let step = 0; step < steps; step++) {
      straight.call('step')
      states.push(straight.readState())
    }
    straight.close()
    const [first, last] = [states[0] as TensorMap, states[steps] as TensorMap]
    expect(differences(first, last).sort(), 'no part of the state stands still').toEqual([...first.keys()].sort())

    const resumed = await Session.open(program)
    for (const stop of [0, 1, 2, 7, 11]) {
      resumed.writeState(states[stop] as TensorMap)
      for (let step = stop; step < steps; step++) resumed.call('step')
      expect(differences(last, resumed.readState()), `stopped after step ${stop}`).toEqual([])
    }
    resumed.close()
  })

  test('is not bit-equal if the step counter is lost', async () => {
    const program = optimizerProgram(unique)
    const session = await Session.open(program)
    for (let step = 0; step < 3; step++) session.call('step')
    const state = session.readState()
    session.call('step')
    const straight = session.readState()
    session.writeState(new Map([...state, ['step', { dtype: 'int32', shape: [], data: Int32Array.of(5) }]]))
    session.call('step')
    const changed = differences(straight, session.readState())
    for (const name of ['adam-keras-', 'adamw-pytorch-', 'adamax-keras-']) expect(changed).toContain(`${name}/p`)
    session.close()
  })
})
