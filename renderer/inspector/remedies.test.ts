import { expect, test } from 'vitest'
import type { Shape } from '../../shared/graph/shape'
import { layerDefinition } from '../../shared/layers'
import { isLayerProblem, type LayerDefinition } from '../../shared/layers/layer'
import { type Remedy, remedies } from './remedies'

const offered = (type: string, config: Record<string, unknown>, inputs: readonly Shape[]): readonly Remedy[] => {
  const definition = layerDefinition(type) as LayerDefinition
  const found = remedies(definition, config, inputs)
  // Whatever is offered must mend it.
  for (const { setting, value } of found) {
    const parsed = definition.schema.parse({ ...config, [setting]: value })
    expect(isLayerProblem(definition.shape(parsed, inputs))).toBe(false)
  }
  return found
}

test('a kernel that does not fit: padding, or a smaller one', () => {
  expect(offered('conv2d', { filters: 4, kernel: 5, padding: 'valid' }, [[3, 3, 2]])).toEqual([
    { setting: 'padding', value: 'same' },
    { setting: 'padding', value: 2 },
    { setting: 'kernel', value: 3 },
  ])
})

test('groups that do not divide the channels: the nearest that do', () => {
  expect(offered('group-norm', { groups: 32 }, [[8, 8, 24]])).toEqual([
    { setting: 'groups', value: 24 },
    { setting: 'groups', value: 12 },
  ])
})

test('padding that is not smaller than its window: half of it', () => {
  expect(offered('max-pool', { size: 2, padding: 2 }, [[8, 8, 4]])).toContainEqual({ setting: 'padding', value: 1 })
})

test('a shortcut that would take channels away', () => {
  expect(offered('option-a-shortcut', { filters: 4 }, [[8, 8, 16]])).toEqual([{ setting: 'filters', value: 16 }])
})

test('a shape that does not come out: one size is left open', () => {
  expect(offered('reshape', { shape: [4, 4, 3] }, [[8, 8, 4]])).toEqual([{ setting: 'shape', value: [4, 4, -1] }])
})

test('a layer that is sound, or stands in the wrong place, is not offered settings', () => {
  expect(offered('conv2d', { filters: 4, kernel: 3 }, [[8, 8, 2]])).toEqual([])
  expect(offered('dense', { units: 4 }, [[8, 8, 2]])).toEqual([])
})
