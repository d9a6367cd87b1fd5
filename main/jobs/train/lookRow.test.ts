import { expect, test } from 'vitest'
import { LayersRow } from '../../../shared/records/layersRow'
import { lookInterval } from './lookInterval'
import { lookRow } from './lookRow'

const lookedAt = {
  layers: [
    { layer: 'conv', arrays: [0, 1] },
    { layer: 'dense', arrays: [2] },
  ],
  samples: [
    { layer: 'conv', variable: 'conv/kernel', count: 3 },
    { layer: 'dense', variable: 'dense/kernel', count: 2 },
  ],
  rectified: ['relu'],
}

test('puts the arrays of a layer together and gives each layer its own values', () => {
  const row = lookRow(10, lookedAt, {
    loss: 1,
    gradients: Float32Array.of(3, 4, 0.5),
    values: Float32Array.of(6, 8, 1),
    samples: Float32Array.of(-1, 0.5, 1, -2, 2),
    dead: Float32Array.of(0.25),
  })
  expect(LayersRow.parse(row)).toEqual(row)
  expect(row.layers.map(({ layer, gradient, weight }) => [layer, gradient, weight])).toEqual([
    ['conv', 5, 10],
    ['dense', 0.5, 1],
  ])
  expect(row.layers[0]?.histogram).toMatchObject({ from: -1, to: 1 })
  expect(row.layers[1]?.histogram).toMatchObject({ from: -2, to: 2 })
  expect(row.layers[1]?.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(2)
  expect(row.dead).toEqual([{ layer: 'relu', share: 0.25 }])
})

test('what is not a number is null and has no histogram', () => {
  const row = lookRow(1, lookedAt, {
    gradients: Float32Array.of(Number.NaN, 4, 0.5),
    values: Float32Array.of(6, 8, 1),
    samples: Float32Array.of(Number.NaN, 0.5, 1, -2, 2),
  })
  expect(LayersRow.parse(row).layers[0]).toEqual({ layer: 'conv', gradient: null, weight: 10 })
  expect(row.dead).toBeUndefined()
})

test.each([
  [100, 5, 10],
  [800, 10, 10],
  [100_000, 10, 250],
  [100_000, 400, 1000],
  [1, 100_000, 10],
])('%i steps of %i layers: a look every %i', (steps, layers, every) => expect(lookInterval(steps, layers)).toBe(every))
