import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../../model/infer'
import { Network } from '../../model/network'
import { Problem } from '../../problem'
import type { TensorData } from '../../tensorData'
import { zooNetwork } from '../../zoo'
import { FineTuning } from './fineTuning'
import { frozenLayers, withFrozen } from './frozenLayers'
import { headLayers } from './headLayers'
import { layersOf } from './layerPattern'
import { matchWeights } from './matchWeights'
import { rateFactors } from './rateFactors'
import { withClasses } from './withClasses'

const zoo = (name: string, classes = 5, side = 32) => zooNetwork(name).build({ input: [side, side, 3], classes })
const problemOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('a pattern of layers', () => {
  const ids = ['stem', 'stage1.0.conv1', 'stage1.0.bn1', 'stage1.1.conv1', 'stage10.0.conv1', 'head']
  test('is a layer, a block with all it holds, or either with stars', () => {
    expect(layersOf('stem', ids, '')).toEqual(['stem'])
    expect(layersOf('stage1', ids, '')).toEqual(['stage1.0.conv1', 'stage1.0.bn1', 'stage1.1.conv1'])
    expect(layersOf('stage*.conv1', ids, '')).toEqual(['stage1.0.conv1', 'stage1.1.conv1', 'stage10.0.conv1'])
    expect(layersOf('*', ids, '')).toEqual(ids)
  })

  test('that means nothing is refused with the nearest name', () => {
    expect(problemOf(() => layersOf('stage2', ids, 'freeze[0]'))).toMatchObject({
      code: 'no-such-layer',
      remedy: 'did you mean "stage1"?',
      place: 'freeze[0]',
    })
  })
})

test.each([
  ['resnet-20', ['fc']],
  ['vgg-11-bn', ['fc8']],
  ['densenet-121', ['classifier']],
  ['mobilenet-v2', ['classifier']],
  ['squeezenet-1.1', ['conv10']],
] as const)('the head of %s', (name, head) => {
  expect([...headLayers(inferNetwork(zoo(name, 5, 224)))]).toEqual(head)
})

test('the heads of googlenet+aux are three', () => {
  const head = [...headLayers(inferNetwork(zooNetwork('googlenet+aux').build({ input: [224, 224, 3], classes: 5 })))]
  expect(head).toHaveLength(3)
  const changed = inferNetwork(withClasses(zooNetwork('googlenet+aux').build({ input: [224, 224, 3], classes: 5 }), 7))
  expect(changed.problems).toEqual([])
  for (const id of head) expect(changed.layers.get(id)?.shape).toEqual([7])
})

test('a network for other classes has the same layers and another head', () => {
  const before = zoo('resnet-20')
  const after = inferNetwork(withClasses(before, 9))
  expect(after.layers.get(after.output as string)?.shape).toEqual([9])
  expect(withClasses(withClasses(before, 9), 5)).toEqual(before)
})

test('a head that is no dense layer is not replaced', () => {
  const network = Network.parse({
    layers: [
      { id: 'input', type: 'input', config: { shape: [8, 8, 3] } },
      { id: 'norm', type: 'batch-norm', inputs: ['input'] },
      { id: 'pool', type: 'global-avg-pool', inputs: ['norm'] },
    ],
  })
  expect(problemOf(() => withClasses(network, 4))).toMatchObject({ code: 'head-not-replaced' })
})

describe('what is frozen', () => {
  const network = inferNetwork(zoo('resnet-20'))
  const all = [...network.layers.keys()]
  const frozen = (tuning: object, epoch = 0) => frozenLayers(network, FineTuning.parse(tuning), epoch)

  test('all but the head, and less of it as epochs go by', () => {
    const tuning = { freeze: 'all-but-head', unfreeze: [{ epoch: 3, layers: ['*'] }] }
    expect([...frozen(tuning)]).toEqual(all.filter((id) => id !== 'fc'))
    expect(frozen(tuning, 1)).toEqual(frozen(tuning))
    expect(frozen(tuning, 2).size).toBe(0)
  })

  test("is the spec's where nothing else is said", () => {
    const spec = zoo('resnet-20')
    const half = { ...spec, layers: spec.layers.map((layer, k) => (k < 4 ? { ...layer, frozen: true } : layer)) }
    const inference = inferNetwork(half)
    const before = frozenLayers(inference, undefined, 0)
    expect(before.size).toBeGreaterThan(0)
    expect(before.size).toBeLessThan(all.length)
    expect(frozenLayers(withFrozen(inference, new Set()), undefined, 0).size).toBe(0)
  })

  test('is refused by name also where the epoch is far away', () => {
    expect(problemOf(() => frozen({ unfreeze: [{ epoch: 90, layers: ['nothing'] }] }))).toMatchObject({
      code: 'no-such-layer',
      place: 'training.fineTuning.unfreeze[0]',
    })
  })
})

test('the last rule that fits a layer gives its rate', () => {
  const tuning = FineTuning.parse({
    rates: [
      { layers: ['*'], factor: 0.1 },
      { layers: ['b'], factor: 0 },
    ],
  })
  expect([...rateFactors(tuning, ['a', 'b.0', 'c'])]).toEqual([
    ['a', 0.1],
    ['b.0', 0],
    ['c', 0.1],
  ])
})

describe('foreign weights', () => {
  const tensor = (...shape: number[]): TensorData => ({
    dtype: 'float32',
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
  })
  const wanted = [
    { layer: 'conv', name: 'conv/kernel', shape: [3, 3, 1, 4] },
    { layer: 'conv', name: 'conv/bias', shape: [4] },
    { layer: 'norm', name: 'norm/gamma', shape: [4] },
    { layer: 'head', name: 'head/kernel', shape: [4, 2] },
    { layer: 'head', name: 'head/bias', shape: [2] },
  ]
  const found = new Map([
    ['conv/kernel', tensor(3, 3, 1, 4)],
    ['conv/bias', tensor(5)],
    ['head/kernel', tensor(4, 2)],
    ['head/bias', tensor(2)],
    ['other/kernel', tensor(1)],
  ])

  test('are taken by name and shape, a layer whole or not at all', () => {
    expect(matchWeights(wanted, found, new Set())).toEqual({
      taken: ['head/kernel', 'head/bias'],
      fresh: [
        { name: 'conv/kernel', reason: 'other-shape' },
        { name: 'conv/bias', reason: 'other-shape', found: [5] },
        { name: 'norm/gamma', reason: 'absent' },
      ],
      unused: ['conv/kernel', 'conv/bias', 'other/kernel'],
    })
  })

  test('leave a head for other classes alone', () => {
    const { taken, fresh } = matchWeights(wanted, found, new Set(['head']))
    expect(taken).toEqual([])
    expect(fresh.filter(({ reason }) => reason === 'new-head')).toHaveLength(2)
  })
})
