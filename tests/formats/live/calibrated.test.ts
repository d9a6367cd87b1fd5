import { expect, test } from 'vitest'
import { zooNetwork } from '../../../shared/zoo'
import { calibratedWeights } from './calibrated'
import { livePictures } from './pictures'

const network = zooNetwork('deep-digits-bn').build({ input: [28, 28, 1], classes: 5 })

test('a few pictures do for weights as of a network that has learned', async () => {
  const weights = await calibratedWeights(network, 5, await livePictures([28, 28, 1], 3))
  const variances = [...weights].filter(([name]) => name.endsWith('moving-variance'))
  expect(variances.length).toBeGreaterThan(0)
  for (const [, { data }] of variances) for (const value of data) expect(value).toBeGreaterThan(0)
})

test.each([97, 194])('%i pictures are not all the same', async (count) => {
  const { pixels } = await livePictures([8, 8, 1], count)
  const each = 8 * 8
  const contents = Array.from({ length: count }, (_, k) =>
    Buffer.from(pixels.subarray(k * each, (k + 1) * each)).toString('base64'),
  )
  expect(new Set(contents).size).toBeGreaterThan(count / 2)
})
