import { expect, test } from 'vitest'
import type { LayersRow } from '../../../shared/records/layersRow'
import { layerEvents } from './layerEvents'

const row: LayersRow = {
  step: 4,
  layers: [
    { layer: 'conv1', gradient: 0.5, weight: 2, histogram: { from: -1, to: 3, counts: [1, 2, 3, 4] } },
    { layer: 'dense', gradient: null, weight: 1, histogram: { from: 0, to: 0, counts: [5, 0] } },
  ],
  dead: [{ layer: 'relu1', share: 0.25 }],
}

test('a look at the layers becomes norms, histograms by their upper edges, and dead channels', () => {
  const [event] = layerEvents([row], (step) => 100 + step)
  expect(event).toEqual({
    seconds: 104,
    step: 4,
    values: [
      { tag: 'gradient_norm/conv1', value: 0.5 },
      { tag: 'weight_norm/conv1', value: 2 },
      { tag: 'weights/conv1', value: { least: -1, most: 3, limits: [0, 1, 2, 3], counts: [1, 2, 3, 4] } },
      { tag: 'weight_norm/dense', value: 1 },
      { tag: 'weights/dense', value: { least: 0, most: 0, limits: [0], counts: [5] } },
      { tag: 'dead_channels/relu1', value: 0.25 },
    ],
  })
})

test('edges rise and end at the largest value, whatever rounding does', () => {
  const counts = Array.from({ length: 50 }, () => 1)
  const histogram = { from: -0.1, to: 0.7, counts }
  const [event] = layerEvents([{ step: 1, layers: [{ layer: 'a', gradient: 0, weight: 0, histogram }] }], () => 0)
  const value = event?.values.at(-1)?.value
  if (typeof value !== 'object') throw new Error('no histogram')
  expect(value.limits.at(-1)).toBe(0.7)
  expect(value.limits.every((limit, k) => k === 0 || limit > (value.limits[k - 1] as number))).toBe(true)
})
