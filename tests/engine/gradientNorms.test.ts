import { expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { compileGradientCheck } from '../../shared/training/compileGradientCheck'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { networkOf, quarters, smallNetwork } from './networks'

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))

const requestFor = (network: Network, configuration: object = {}) => ({
  network: inferNetwork(network),
  classes: 4,
  normalization: { kind: '0-1' } as const,
  configuration: TrainingConfiguration.parse({ seed: 3, ...configuration }),
})

/** The norms as the signature gives them, by the arrays' names, and what else there is to compare. */
async function measure(network: Network, configuration: object = {}, stepsBefore = 0) {
  const batch = quarters(16)
  const program = compileTraining(requestFor(network, configuration))
  const session = await Session.open(program)
  const knobs = program.knobs.length > 0 ? { knobs: Float32Array.from(program.knobs, ({ initial }) => initial) } : {}
  try {
    const step = () => session.call('train', { ...batch, rate: 0.01, ...knobs }).loss as number
    for (let k = 0; k < stepsBefore; k++) step()
    const before = session.readState()
    const { loss, gradients, values } = session.call('gradient_norms', { ...batch, ...knobs })
    const after = session.readState()
    const names = program.learning.map(({ variable }) => variable.name)
    const named = (of: unknown) => new Map(names.map((name, k) => [name, (of as Float32Array)[k] as number]))
    return { loss, gradients: named(gradients), values: named(values), before, after, lossOfStep: step() }
  } finally {
    session.close()
  }
}

/** The gradients themselves, of the program that check-gradients differentiates on its own. */
async function trueNorms(network: Network): Promise<Map<string, number>> {
  const { analytic, learning } = compileGradientCheck(requestFor(network))
  const session = await Session.open(analytic)
  try {
    const answers = session.call('gradient', quarters(16))
    return new Map(learning.map(({ variable }, k) => [variable.name, norm(answers[`g${k}`] as Float32Array)]))
  } finally {
    session.close()
  }
}

test('are the norms of the gradients of the step to come, dropout as it will be', async () => {
  const [found, wanted] = [await measure(smallNetwork()), await trueNorms(smallNetwork())]
  const whole = norm([...wanted.values()])
  expect([...found.gradients.keys()]).toEqual([...wanted.keys()])
  for (const [name, value] of wanted)
    expect(Math.abs((found.gradients.get(name) as number) - value), name).toBeLessThan(1e-5 * whole)
  // A bias in front of a batch norm has none.
  expect(found.gradients.get('conv1/bias')).toBe(0)
  expect(found.gradients.get('conv1/kernel')).toBeGreaterThan(0)
  expect(found.loss).toBe(found.lossOfStep)
})

test('change nothing, and tell the norms of the values too', async () => {
  const { before, after, values } = await measure(smallNetwork(), {}, 3)
  expect([...after.keys()]).toEqual([...before.keys()])
  for (const [name, { data }] of before) expect(after.get(name)?.data, name).toEqual(data)
  for (const [name, value] of values) expect(value, name).toBeCloseTo(norm(before.get(name)?.data ?? []), 4)
})

test('clipping and weight decay do not show in them', async () => {
  const plain = await measure(smallNetwork())
  const decayed = await measure(smallNetwork(), {
    optimizer: { name: 'sgd' },
    clip: { by: 'global-norm', limit: 1e-3, convention: 'keras' },
    weightDecay: { coupling: 'coupled', amount: 0.5 },
  })
  for (const [name, value] of plain.gradients) expect(decayed.gradients.get(name), name).toBeCloseTo(value, 5)
})

test('a network of which nothing learns has none', () => {
  const network = networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['flat', 'flatten'],
    ['dense', 'dense', { units: 4 }],
  )
  const frozen = { ...network, layers: network.layers.map((layer) => ({ ...layer, frozen: true })) }
  const program = compileTraining(requestFor(frozen))
  expect(program.learning).toEqual([])
  expect(program.signatures.gradient_norms).toBeUndefined()
})

test('in bfloat16 every array has a norm', async () => {
  const network = zooNetwork('squeezenet-1.1').build({ input: [32, 32, 1], classes: 4 })
  const program = compileTraining(requestFor(network, { precision: 'bfloat16' }))
  const session = await Session.open(program)
  try {
    const knobs = { knobs: new Float32Array(program.knobs.length) }
    const { gradients } = session.call('gradient_norms', { ...quarters(4, 32), ...knobs })
    expect(gradients).toHaveLength(program.learning.length)
    for (const [k, value] of (gradients as Float32Array).entries())
      expect(value, program.learning[k]?.variable.name).toBeGreaterThan(0)
  } finally {
    session.close()
  }
})
