import { expect, test } from 'vitest'
import { applyAlone } from './lowerAlone'

const row = (...values: number[]) => ({ shape: [1, 1, values.length, 1], values })

test('nearest repeats each pixel, channels apart', async () => {
  const picture = { shape: [1, 2, 1, 2], values: [1, 2, 3, 4] }
  expect(await applyAlone('upsampling', { factor: [2, 3] }, picture)).toEqual([
    1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4,
  ])
})

test('bilinear weighs pixels by their centres, as PyTorch with align_corners=False and Keras do', async () => {
  const doubled = await applyAlone('upsampling', { factor: [1, 2], method: 'bilinear' }, row(0, 4, 8))
  expect(doubled).toEqual([0, 1, 3, 5, 7, 8])
})
