import { expect, test } from 'vitest'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinition } from '../../shared/layers'
import { mixed } from '../form/formWords'
import { commonFields, commonValues, type Edited } from './commonFields'

const layer = (type: string, config: Record<string, unknown>): Edited => ({
  fields: fieldsOf(layerDefinition(type)?.schema as never),
  config,
})

test('layers of one kind share all settings; where they differ nothing is said', () => {
  const layers = [layer('conv2d', { filters: 8, kernel: 3, bias: false }), layer('conv2d', { filters: 16, kernel: 3 })]
  const fields = commonFields(layers)
  expect(fields.map(({ name }) => name)).toContain('groups')
  expect(commonValues(fields, layers)).toEqual({ filters: mixed, kernel: 3, bias: mixed })
})

test('a convolution and a pool share what both have, of one kind and range', () => {
  const names = commonFields([layer('conv2d', {}), layer('max-pool', {})]).map(({ name }) => name)
  expect(names).toEqual(['stride', 'padding'])
})

test('a convolution and a dropout share nothing', () => {
  expect(commonFields([layer('conv2d', {}), layer('dropout', {})])).toEqual([])
})
