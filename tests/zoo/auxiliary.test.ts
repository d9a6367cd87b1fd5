import { afterAll, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import { compileTraining, type TrainingRequest } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { quarters } from '../engine/networks'

/** 12x12 pictures to 4 classes, with a second classifier behind the first convolution unless `heads` is empty. */
const network = (heads: readonly { weight: number }[]) =>
  Network.parse({
    layers: [
      { id: 'input', type: 'input', config: { shape: [12, 12, 1] } },
      { id: 'conv', type: 'conv2d', inputs: ['input'], config: { filters: 4, kernel: 3 } },
      { id: 'relu', type: 'activation', inputs: ['conv'] },
      { id: 'pool', type: 'max-pool', inputs: ['relu'] },
      { id: 'flat', type: 'flatten', inputs: ['pool'] },
      { id: 'out', type: 'dense', inputs: ['flat'], config: { units: 4 } },
      ...heads.flatMap((_, k) => [
        { id: `mean${k}`, type: 'global-avg-pool', inputs: ['relu'] },
        { id: `aux${k}`, type: 'dense', inputs: [`mean${k}`], config: { units: 4 } },
      ]),
    ],
    ...(heads.length > 0 && { auxiliary: heads.map(({ weight }, k) => ({ layer: `aux${k}`, weight })) }),
  })

const request = (of: Network, training: object = {}): TrainingRequest => ({
  network: inferNetwork(of),
  classes: 4,
  normalization: { kind: '0-1' },
  configuration: TrainingConfiguration.parse({ seed: 3, learningRate: 0.01, optimizer: { name: 'sgd' }, ...training }),
})
const batch = quarters(32)

const sessions: Session[] = []
const open = async (of: Network, training?: object) => {
  const session = await Session.open(compileTraining(request(of, training)))
  sessions.push(session)
  return session
}
afterAll(() => {
  for (const session of sessions) session.close()
})
const train = (session: Session, rate = 0) => session.call('train', { ...batch, rate }).loss as number
const evaluate = (session: Session) => {
  const { numerator, denominator } = session.call('evaluate', batch)
  return (numerator as number) / (denominator as number)
}

test('their losses are added in training with their weights, and evaluation knows nothing of them', async () => {
  const alone = await open(network([]))
  const [one, three, both] = [
    await open(network([{ weight: 0.3 }])),
    await open(network([{ weight: 3 }])),
    await open(network([{ weight: 0.3 }, { weight: 3 }])),
  ]
  const main = train(alone)
  // Equal seeds: the weights of equal names are equal.
  for (const session of [one, three, both]) expect(evaluate(session)).toBe(evaluate(alone))
  const added = train(three) - main
  expect(added).toBeGreaterThan(1)
  expect(train(one)).toBeCloseTo(main + added / 10, 5)
  const second = train(both) - train(one)
  expect(second).toBeGreaterThan(1)
})

test('they teach the layers before them, and learn themselves', async () => {
  const [alone, taught] = [await open(network([])), await open(network([{ weight: 0.3 }]))]
  const before = taught.readState()
  train(alone, 0.1)
  train(taught, 0.1)
  const kernel = (session: Session, name: string) => [...(session.readState().get(name)?.data ?? [])]
  expect(kernel(taught, 'conv/kernel')).not.toEqual(kernel(alone, 'conv/kernel'))
  expect(kernel(taught, 'out/kernel')).toEqual(kernel(alone, 'out/kernel'))
  expect(kernel(taught, 'aux0/kernel')).not.toEqual([...(before.get('aux0/kernel')?.data ?? [])])
})

test('inference has no node of theirs', () => {
  const program = compileTraining(request(network([{ weight: 0.3 }])))
  const reached = new Set<string>()
  const visit = (tensors: readonly { node: { name: string; inputs: readonly never[] } }[]) => {
    for (const { node } of tensors) {
      if (reached.has(node.name)) continue
      reached.add(node.name)
      visit(node.inputs)
    }
  }
  visit(Object.values(program.signatures.predict?.outputs ?? {}) as never)
  visit(Object.values(program.signatures.evaluate?.outputs ?? {}) as never)
  expect([...reached].some((name) => name.includes('inference/conv'))).toBe(true)
  expect([...reached].filter((name) => /aux|mean0/.test(name))).toEqual([])
})

test('bfloat16 adds them too', async () => {
  const session = await open(network([{ weight: 0.3 }]), { precision: 'bfloat16' })
  const first = train(session, 0.1)
  for (let k = 0; k < 20; k++) train(session, 0.1)
  expect(train(session)).toBeLessThan(first)
})

test('one that does not give a logit a class is refused by name', () => {
  const wrong = network([{ weight: 0.3 }])
  const layers = wrong.layers.map((layer) => (layer.id === 'aux0' ? { ...layer, config: { units: 5 } } : layer))
  expect(() => compileTraining(request({ ...wrong, layers }))).toThrow(
    'aux0: gives 5, the data has 4 classes; end an auxiliary classifier with a dense layer of 4 units',
  )
})
