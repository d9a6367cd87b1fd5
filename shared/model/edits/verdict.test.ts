import { describe, expect, test } from 'vitest'
import { isLayerProblem } from '../../layers/layer'
import { inferNetwork } from '../infer'
import { connectionVerdict, layerFor, legalLayers, offers, repair, repairsOf, verdictsFrom } from '.'
import { shapeFrom } from './shapes'
import { branched, frozenNetwork, small, withBlock } from './testing'

const other = frozenNetwork([
  ['in', 'input', [], { shape: [28, 28, 1] }],
  ['wide', 'conv2d', ['in'], { filters: 64, kernel: 3 }],
  ['half', 'conv2d', ['in'], { filters: 64, kernel: 3, stride: 2 }],
  ['vector', 'global-avg-pool', ['wide']],
  ['add', 'add', ['wide']],
  ['join', 'concat', ['wide']],
  ['dense', 'dense', [], { units: 3 }],
  ['conv', 'conv2d', [], { filters: 3, kernel: 9, padding: 'valid' }],
  ['tiny', 'max-pool', ['half'], { size: 8 }],
])

test.each([
  ['in', 'add', { fits: false, reason: 'needs', shape: [28, 28, 64] }],
  ['half', 'add', { fits: false, reason: 'needs', shape: [28, 28, 64] }],
  ['half', 'join', { fits: false, reason: 'needs', shape: [28, 28, undefined] }],
  ['in', 'join', { fits: true, shape: [28, 28, 65] }],
  ['wide', 'add', { fits: false, reason: 'connected' }],
  ['wide', 'dense', { fits: false, reason: 'needs-vector' }],
  ['vector', 'dense', { fits: true, shape: [3] }],
  ['vector', 'conv', { fits: false, reason: 'needs-picture' }],
  ['wide', 'conv', { fits: true, shape: [20, 20, 3] }],
  ['tiny', 'conv', { fits: false, reason: 'clash' }],
  ['dense', 'in', { fits: false, reason: 'takes-nothing' }],
  ['vector', 'wide', { fits: false, reason: 'cycle' }],
] as const)('%s to %s', (from, to, verdict) => expect(connectionVerdict(other, { from, to })).toMatchObject(verdict))

test('all at once is the same as one by one', () => {
  for (const [to, verdict] of verdictsFrom(branched, 'conv'))
    expect(connectionVerdict(branched, { from: 'conv', to })).toEqual(verdict)
})

test('to a block, which is opened to know', () =>
  expect(connectionVerdict(withBlock, { from: 'in', to: 'second' })).toEqual({ fits: true, shape: [8, 8, 4] }))

test('inside of a block, by the shapes of the instance', () => {
  const scope = { block: 'unit', prefix: 'second.1.' }
  expect(connectionVerdict(withBlock, { from: 'in', to: 'relu' }, scope)).toEqual({ fits: true, shape: [8, 8, 4] })
})

describe('layers that may follow', () => {
  const first = (from: string, count = 3) =>
    legalLayers(small, from)
      .slice(0, count)
      .map(({ offer }) => offer.key)
  test('what usually follows stands first', () => {
    expect(first('conv')).toEqual(['batch-norm', 'activation:relu', 'max-pool'])
    expect(first('relu', 2)).toEqual(['max-pool', 'conv2d'])
    expect(first('flat', 1)).toEqual(['dense'])
  })
  test('only what fits, with the shape that comes of it', () => {
    const legal = legalLayers(small, 'pool')
    const result = Object.fromEntries(legal.map(({ offer, shape }) => [offer.key, shape?.join('x')]))
    expect(result).toMatchObject({ 'max-pool': '7x7x8', flatten: '1568', 'batch-norm': '14x14x8' })
    expect(result).not.toHaveProperty('dense')
    expect(result).not.toHaveProperty('input')
    expect(legalLayers(small, 'flat').map(({ offer }) => offer.key)).not.toContain('conv2d')
  })
  test('every offer but the input and merges stands by itself behind a picture or a vector', () => {
    const known = { layers: [] }
    for (const offer of offers) {
      if (['input', 'add', 'multiply', 'concat'].includes(offer.key)) continue
      const isSound = [[32, 32, 32], [32, 32, 3], [64]].some((shape) => {
        if (offer.block !== undefined)
          return legalLayers({ layers: [{ id: 'in', type: 'input', inputs: [], config: { shape } }] }, 'in').some(
            (legal) => legal.offer.key === offer.key && legal.shape !== undefined,
          )
        const layer = layerFor(offer, shape)
        return !isLayerProblem(shapeFrom(known, { ...layer, config: { ...layer.config }, block: undefined }, [shape]))
      })
      expect([offer.key, isSound]).toEqual([offer.key, true])
    }
  })
})

describe('repairs', () => {
  const broken = frozenNetwork([
    ['in', 'input', [], { shape: [8, 8, 4] }],
    ['conv', 'conv2d', ['in'], { filters: 8, kernel: 3, stride: 2 }],
    ['add', 'add', ['in', 'conv']],
    ['out', 'dense', ['add'], { units: 10 }],
  ])
  test('a vector from a picture', () => {
    const network = frozenNetwork([
      ['in', 'input', [], { shape: [8, 8, 4] }],
      ['out', 'dense', ['in'], { units: 10 }],
    ])
    const repairs = repairsOf(network, 'out')
    expect(repairs.map(({ layer }) => layer.type)).toEqual(['global-avg-pool', 'flatten'])
    for (const each of repairs) expect(inferNetwork(repair(network, 'out', each).network).problems).toEqual([])
  })
  test('a shortcut brought to its branch', () => {
    const [first] = repairsOf(broken, 'add')
    expect(first).toEqual({
      layer: { type: 'conv2d', config: { filters: 8, kernel: 1, stride: [2, 2] } },
      input: 0,
    })
    const { network } = repair(broken, 'add', first as NonNullable<typeof first>)
    expect(inferNetwork(network).layers.get('add')?.shape).toEqual([4, 4, 8])
  })
  test('nothing to mend', () => expect(repairsOf(small, 'out')).toEqual([]))
})
