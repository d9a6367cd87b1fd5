import { expect, test } from 'vitest'
import { inferNetwork } from '../../../shared/model/infer'
import { receptiveFields } from '../../../shared/model/receptiveField'
import { fieldOnPicture } from './fieldOnPicture'

const layer = (id: string, type: string, from: string, config: object) => ({
  id,
  type,
  inputs: [from],
  config: config as Record<string, unknown>,
})
const fields = receptiveFields(
  inferNetwork({
    layers: [
      { id: 'input', type: 'input', inputs: [], config: { shape: [8, 8, 1] } },
      layer('a', 'conv2d', 'input', { filters: 1, kernel: 3, padding: 'same' }),
      layer('b', 'max-pool', 'a', { size: 2 }),
    ],
  }),
)

test('a unit of a padded convolution sees its pixel and those around it, at the edge fewer', () => {
  const field = fields.get('a')
  if (!field) throw new Error('no field')
  expect(fieldOnPicture(field, [4, 4], [8, 8])).toEqual({ top: 3, left: 3, height: 3, width: 3, isCut: false })
  expect(fieldOnPicture(field, [0, 7], [8, 8])).toEqual({ top: 0, left: 6, height: 2, width: 2, isCut: true })
})

test('behind a pool it sees four pixels a side and steps by two', () => {
  const field = fields.get('b')
  if (!field) throw new Error('no field')
  expect(fieldOnPicture(field, [1, 2], [8, 8])).toEqual({ top: 1, left: 3, height: 4, width: 4, isCut: false })
})
