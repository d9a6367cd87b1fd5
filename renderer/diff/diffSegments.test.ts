import { expect, test } from 'vitest'
import { Network } from '../../shared/model/network'
import { zooNetwork } from '../../shared/zoo'
import { answerCompare } from './compareRequest'
import { diffSegments, parameterChange } from './diffSegments'

const of = (name: string, width?: number) => {
  const { build, published } = zooNetwork(name)
  return build({ ...published, ...(width !== undefined && { width }) })
}
const compare = (a: Network, b: Network) => answerCompare({ number: 1, a, b }).comparison

test('a network against itself: all is alike', () => {
  const segments = diffSegments(compare(of('lenet-5'), of('lenet-5')))
  expect(segments).toMatchObject([{ kind: 'same', layers: 13, first: { id: 'input' }, last: { id: 'output' } }])
})

test('a layer more stands on the second side alone, and nothing else does', () => {
  const before = of('lenet-5')
  const layers = before.layers.map((layer) => (layer.id === 's2' ? { ...layer, inputs: ['norm'] } : layer))
  const at = layers.findIndex(({ id }) => id === 's2')
  const input = before.layers.find(({ id }) => id === 's2')?.inputs ?? []
  const after = Network.parse({
    ...before,
    layers: [...layers.slice(0, at), { id: 'norm', type: 'batch-norm', inputs: input }, ...layers.slice(at)],
  })
  const segments = diffSegments(compare(before, after))
  expect(segments.map(({ kind }) => kind)).toEqual(['same', 'apart', 'same'])
  expect(segments[1]).toMatchObject({ a: [], b: [{ id: 'norm', layers: 1, parameters: 24 }] })
  expect(parameterChange(segments)).toEqual({ added: 24, removed: 0, changed: 0 })
})

test('a changed setting is told with both values', () => {
  const before = of('lenet-5')
  const after = Network.parse({
    ...before,
    layers: before.layers.map((layer) => (layer.id === 'f6' ? { ...layer, config: { units: 100 } } : layer)),
  })
  const changed = diffSegments(compare(before, after)).flatMap((each) => (each.kind === 'changed' ? each.cards : []))
  const f6 = changed.find(({ a }) => a.id === 'f6')
  expect(f6?.differences).toContainEqual({ what: 'config.units', a: 84, b: 100 })
  // The activation behind it only follows; the layer behind that has more weights.
  expect(changed.map(({ a }) => a.id)).toEqual(['f6', 'output'])
})

test.each([
  ['resnet-20', 'plain-20'],
  ['resnet-20', 'resnet-32'],
  ['lenet-5', 'resnet-20'],
])('%s against %s: what is told of parameters adds up', (a, b) => {
  const comparison = compare(of(a), of(b))
  const { added, removed, changed } = parameterChange(diffSegments(comparison))
  expect(added - removed + changed).toBe(comparison.parameters.difference)
})

test('a wider network: blocks are one card each, not fifty layers', () => {
  const segments = diffSegments(compare(of('resnet-20'), of('resnet-20', 2)))
  const cards = segments.flatMap((segment) => (segment.kind === 'changed' ? segment.cards : []))
  expect(cards.length).toBeLessThanOrEqual(10)
  expect(cards.map(({ b }) => b.id)).toContain('stage2')
})
