import { expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import { receptiveFields } from '../../shared/model/receptiveField'
import { zooNetwork } from '../../shared/zoo'
import { fieldBox } from './fieldBox'

const { build, published } = zooNetwork('lenet-5')
const inference = inferNetwork(build(published))
const fields = receptiveFields(inference)
const boxOf = (id: string) => {
  const [field, shape] = [fields.get(id), inference.layers.get(id)?.shape]
  if (!field || !shape) throw new Error(id)
  return fieldBox(field, shape, [32, 32])
}

test('C1 of LeNet-5: 5x5 around the middle of 28 outputs', () =>
  expect(boxOf('c1')).toEqual({ left: 13 / 32, top: 13 / 32, width: 5 / 32, height: 5 / 32 }))

test('S4: 16x16, each two units from the next four pixels', () =>
  expect(boxOf('s4')).toEqual({ left: 8 / 32, top: 8 / 32, width: 16 / 32, height: 16 / 32 }))

test('what lies outside of the picture is not drawn', () => {
  const field = { size: [9, 9], jump: [1, 1], padding: [4, 4] } as const
  expect(fieldBox(field, [2, 2, 1], [4, 4])).toEqual({ left: 0, top: 0, width: 1, height: 1 })
})
