import { afterAll, describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { tensorflow } from '../../main/engine/tensorflow'
import { inferNetwork } from '../../shared/model/infer'
import type { TensorMap } from '../../shared/tensorData'
import { compileTraining, type TrainingRequest } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { quarters, smallNetwork } from './networks'

const request = (training: object = {}): TrainingRequest => ({
  network: inferNetwork(smallNetwork()),
  classes: 4,
  normalization: { kind: '0-1' },
  configuration: TrainingConfiguration.parse({ seed: 3, learningRate: 0.01, ...training }),
})
const data = quarters(320)
const pixels = 144
const batch = (k: number, size = 32) => {
  const from = (k * size) % 320
  return {
    images: data.images.subarray(from * pixels, (from + size) * pixels),
    labels: data.labels.subarray(from, from + size),
  }
}
const knobs = Float32Array.of(0.3)
const step = (session: Session, k: number, rate = 0.01) => session.call('train', { ...batch(k), rate, knobs })
const bits = (state: TensorMap) =>
  [...state].map(([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
  ])

const sessions: Session[] = []
const open = async (training?: object) => {
  const session = await Session.open(compileTraining(request(training)))
  sessions.push(session)
  return session
}
afterAll(() => {
  for (const session of sessions) session.close()
})

describe('a compiled training', () => {
  test('learns', async () => {
    const session = await open()
    const first = step(session, 0)
    for (let k = 1; k < 60; k++) step(session, k)
    const after = session.call('evaluate', batch(0))
    expect(first.loss as number).toBeGreaterThan(1)
    expect((after.numerator as number) / (after.denominator as number)).toBeLessThan(0.3)
    expect(after.top1 as number).toBeGreaterThan(28)
    expect(after.predictions).toHaveLength(32)
  })

  test('two sessions of one seed are bit-equal step by step, another seed is not', async () => {
    const [a, b, other] = [await open(), await open(), await open({ seed: 4 })]
    expect(bits(a.readState())).toEqual(bits(b.readState()))
    for (let k = 0; k < 5; k++) expect(step(a, k)).toEqual(step(b, k))
    expect(bits(a.readState())).toEqual(bits(b.readState()))
    step(other, 0)
    expect(bits(other.readState())).not.toEqual(bits(a.readState()))
  })

  test('going on from a stored state is bit-equal to never having stopped, dropout included', async () => {
    const straight = await open()
    for (let k = 0; k < 7; k++) step(straight, k)
    const stored = straight.readState()
    const resumed = await open({ seed: 99 })
    resumed.writeState(stored)
    expect(bits(resumed.readState())).toEqual(bits(stored))
    for (let k = 7; k < 15; k++) expect(step(resumed, k)).toEqual(step(straight, k))
    expect(bits(resumed.readState())).toEqual(bits(straight.readState()))
    expect(stored.get('step')?.data[0]).toBe(7)
  })

  test.each(['sgd', 'adam'])("a layer's factor and the rate itself are one number to %s", async (name) => {
    const rates = [{ layers: ['conv*', 'norm*'], factor: 0.5 }]
    const [factored, halved] = [
      await open({ optimizer: { name }, fineTuning: { rates } }),
      await open({ optimizer: { name } }),
    ]
    step(factored, 0, 0.01)
    step(halved, 0, 0.005)
    const [a, b] = [factored.readState(), halved.readState()]
    const learned = [...a.keys()].filter((weight) => /^(conv|norm)\d\/(kernel|bias|gamma|beta)$/.test(weight))
    expect(learned).toHaveLength(7)
    for (const weight of learned) expect(a.get(weight), weight).toEqual(b.get(weight))
    expect(a.get('dense/kernel')).not.toEqual(b.get('dense/kernel'))
  })

  test('a dropout rate given as a knob changes the loss, nothing is recompiled', async () => {
    const session = await open()
    const start = session.readState()
    const lossAt = (rate: number) => {
      session.writeState(start)
      return session.call('train', { ...batch(0), rate: 0, knobs: Float32Array.of(rate) }).loss
    }
    expect(lossAt(0.3)).toBe(lossAt(0.3))
    expect(lossAt(0.9)).not.toBe(lossAt(0.3))
  })

  test('a frozen layer keeps its weights and its moving averages while the others learn', async () => {
    const network = smallNetwork()
    const frozen = {
      ...network,
      layers: network.layers.map((layer) => ({ ...layer, frozen: ['conv1', 'norm1'].includes(layer.id) })),
    }
    const session = await Session.open(compileTraining({ ...request(), network: inferNetwork(frozen) }))
    sessions.push(session)
    const before = new Map(bits(session.readState()) as [string, string][])
    for (let k = 0; k < 3; k++) step(session, k)
    const changed = (bits(session.readState()) as [string, string][])
      .filter(([name, value]) => before.get(name) !== value)
      .map(([name]) => name)
    expect(changed.filter((name) => /^(conv1|norm1)\//.test(name))).toEqual([])
    expect(changed).toEqual(expect.arrayContaining(['conv2/kernel', 'norm2/gamma', 'norm2/moving-mean', 'dense/bias']))
  })

  test('bfloat16 learns as well', async () => {
    const session = await open({ precision: 'bfloat16' })
    for (let k = 0; k < 60; k++) step(session, k)
    expect(session.call('evaluate', batch(0)).top1 as number).toBeGreaterThan(28)
  })

  test('checkNumerics names the layer in which a number breaks', async () => {
    const session = await open({ checkNumerics: true })
    const state = session.readState()
    const kernel = state.get('conv2/kernel')
    if (!kernel) throw new Error('no conv2/kernel')
    const broken = Float32Array.from(kernel.data)
    broken[5] = Number.NaN
    session.writeState(new Map(state).set('conv2/kernel', { ...kernel, data: broken }))
    expect(() => step(session, 0)).toThrow(/layer conv2/)
  })
})

describe('a session', () => {
  test('refuses a wrong feed before TensorFlow sees it, by name', async () => {
    const session = await open()
    const good = { ...batch(0), rate: 0.1, knobs }
    expect(() => session.call('train', { ...good, rate: Float32Array.of(1) })).toThrow('train.rate: takes a number')
    expect(() => session.call('train', { ...batch(0), knobs })).toThrow('train.rate: not fed')
    expect(() => session.call('train', { ...good, extra: 1 })).toThrow('train takes no extra')
    expect(() => session.call('train', { ...good, labels: new Float32Array(32) as never })).toThrow(
      'train.labels: takes int32 values',
    )
    expect(step(session, 0).loss).toBeGreaterThan(0)
  })

  test('leaves no tensor behind, neither after steps nor after a call that fails', async () => {
    const session = await open()
    step(session, 0)
    const { memory } = tensorflow()
    const before = memory().numTensors
    for (let k = 0; k < 20; k++) step(session, k)
    expect(() => session.call('train', { ...batch(0), images: new Uint8Array(5), rate: 0.1, knobs })).toThrow()
    session.readState()
    expect(memory().numTensors).toBe(before)
  })
})
