import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { networkOf, quarters, smallNetwork } from './networks'

const batch = quarters(16)

async function open(network: Network, configuration: object = {}) {
  const program = compileTraining({
    network: inferNetwork(network),
    classes: 4,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ seed: 3, ...configuration }),
  })
  const session = await Session.open(program)
  const knobs = program.knobs.length > 0 ? { knobs: Float32Array.from(program.knobs, ({ initial }) => initial) } : {}
  return { program, session, feeds: { ...batch, rate: 0.01, ...knobs } }
}

const configurations: [what: string, configuration: object][] = [
  ['adam', {}],
  [
    'momentum with clipping and decay',
    {
      optimizer: { name: 'sgd', momentum: 0.9 },
      clip: { by: 'global-norm', limit: 1, convention: 'keras' },
      weightDecay: { amount: 1e-3, coupling: 'coupled' },
    },
  ],
  ['bfloat16', { precision: 'bfloat16' }],
]
test.each(configurations)('a run that is looked at has the bits of one that is not: %s', async (_, configuration) => {
  const states = []
  for (const every of [0, 3]) {
    const { session, feeds } = await open(smallNetwork(), { watchLayers: every > 0, ...configuration })
    try {
      const losses = []
      for (let step = 1; step <= 12; step++)
        losses.push(session.call(every > 0 && step % every === 0 ? 'train_and_look' : 'train', feeds).loss)
      states.push({ losses, state: session.readState() })
    } finally {
      session.close()
    }
  }
  expect(states[1]).toEqual(states[0])
})

test('a look tells what the step saw: the norms that gradient_norms tells, and the weights before the update', async () => {
  const { program, session, feeds } = await open(smallNetwork())
  try {
    for (let k = 0; k < 3; k++) session.call('train', feeds)
    const { rate: _rate, ...given } = feeds
    const norms = session.call('gradient_norms', given)
    const before = session.readState()
    const look = session.call('train_and_look', feeds)
    expect(look.loss).toBe(norms.loss)
    expect(look.gradients).toEqual(norms.gradients)
    expect(look.values).toEqual(norms.values)
    const looks = program.looks
    expect(looks?.layers.map(({ layer }) => layer)).toEqual(['conv1', 'norm1', 'conv2', 'norm2', 'dense'])
    let from = 0
    for (const { layer, variable, count } of looks?.samples ?? []) {
      const values = before.get(variable)?.data as Float32Array
      expect(variable.startsWith(`${layer}/`)).toBe(true)
      expect((look.samples as Float32Array).slice(from, from + count)).toEqual(values)
      from += count
    }
    expect(from).toBe((look.samples as Float32Array).length)
  } finally {
    session.close()
  }
})

test('of a large array every n-th value is taken, n odd', async () => {
  const wide = networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['flat', 'flatten'],
    ['hidden', 'dense', { units: 256 }],
    ['dense', 'dense', { units: 4 }],
  )
  const { program, session, feeds } = await open(wide)
  try {
    const kernel = session.readState().get('hidden/kernel')?.data as Float32Array
    const { samples } = session.call('train_and_look', feeds)
    const [first] = program.looks?.samples ?? []
    // 36,864 values, every fifth.
    expect(first).toEqual({ layer: 'hidden', variable: 'hidden/kernel', count: 7372 })
    const taken = (samples as Float32Array).subarray(0, 7372)
    expect([...taken.entries()].every(([k, value]) => value === kernel[5 * k])).toBe(true)
  } finally {
    session.close()
  }
})

test('a ReLU whose units are all pushed below zero is silent, another is not', async () => {
  const { program, session, feeds } = await open(smallNetwork())
  try {
    expect(program.looks?.rectified).toEqual(['relu1', 'relu2'])
    const alive = session.call('train_and_look', feeds).dead as Float32Array
    expect([...alive].every((share) => share < 0.5)).toBe(true)
    const state = new Map(session.readState())
    const beta = state.get('norm1/beta') as { dtype: 'float32'; shape: readonly number[]; data: Float32Array }
    // Four of its six channels.
    state.set('norm1/beta', { ...beta, data: beta.data.map((value, k) => (k < 4 ? -100 : value)) })
    session.writeState(state)
    const [first] = session.call('train_and_look', feeds).dead as Float32Array
    expect(first).toBeCloseTo(4 / 6, 6)
  } finally {
    session.close()
  }
})

test('looking costs little beside a step', async () => {
  const { session, feeds } = await open(smallNetwork())
  try {
    const time = (signature: string) => {
      const begin = performance.now()
      for (let k = 0; k < 30; k++) session.call(signature, feeds)
      return (performance.now() - begin) / 30
    }
    time('train')
    time('train_and_look')
    const [plain, looked] = [
      Math.min(time('train'), time('train')),
      Math.min(time('train_and_look'), time('train_and_look')),
    ]
    // One step in ten at most is looked at: less than twice a step here is less than a tenth of a run of the smallest networks.
    expect(looked).toBeLessThan(3 * plain + 5)
  } finally {
    session.close()
  }
})
