import { expect, test } from 'vitest'
import { keptParts } from './keptParts'

const copy = <T>(value: T): T => structuredClone(value)
const layers = [
  { id: 'a', inputs: [], config: { shape: [1, 2] } },
  { id: 'b', inputs: ['a'], config: { units: 3 } },
]
const network = { name: 'n', layers, frames: [[1, 2], [3]], none: null }

test('a copy is what it was copied from', () => expect(keptParts(network, copy(network))).toBe(network))

test('keys in another order, and keys without a value, say the same', () => {
  const { name, ...rest } = copy(network)
  expect(keptParts(network, { ...rest, name })).toBe(network)
  expect(keptParts({ ...network, more: undefined }, copy(network))).toEqual(network)
  const given = { a: undefined, b: 1 }
  expect(keptParts(given, { b: 1 })).toBe(given)
})

test('what changed is new, all around it that did not stays', () => {
  const now = copy(network)
  ;(now.layers[1] as { config: object }).config = { units: 4 }
  const kept = keptParts(network, now)
  expect(kept).toEqual(now)
  expect(kept.layers[0]).toBe(layers[0])
  expect(kept.layers[1]).not.toBe(layers[1])
  expect(kept.layers[1]?.inputs).toBe(layers[1]?.inputs)
  expect(kept.frames).toBe(network.frames)
})

test('items are found by their id after others came and went', () => {
  const more = { id: 'new', inputs: ['a'], config: {} }
  const kept = keptParts(layers, [more, ...copy(layers)])
  expect(kept).toEqual([more, ...layers])
  expect(kept[1]).toBe(layers[0])
  expect(kept[2]).toBe(layers[1])
  expect(keptParts(layers, copy(layers).reverse())).toEqual([layers[1], layers[0]])
})

test('values of other kinds are taken as they come', () => {
  for (const [before, now] of [
    [[1], { 0: 1 }],
    [{ 0: 1 }, [1]],
    [null, { a: 1 }],
    [{ a: 1 }, null],
    [undefined, [undefined]],
    [{ a: 1, b: 2 }, { a: 1 }],
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: Number.NaN }, { a: Number.NaN }],
  ] as const)
    expect(keptParts(before, now)).toEqual(now)
})

test('a key of another one’s prototype is none of its own', () => {
  const now = JSON.parse('{"toString": {"__proto__": 1}}')
  expect(keptParts({}, now)).toEqual(now)
})
