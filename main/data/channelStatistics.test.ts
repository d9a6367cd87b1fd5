import { expect, test } from 'vitest'
import { randomFrom } from '../disk/testing/randomFrom'
import { channelStatistics } from './channelStatistics'
import { memoryDataSet } from './memoryDataSet'

test('mean and deviation of each channel over the training images alone', async () => {
  const random = randomFrom(3)
  const [count, size] = [50, 4 * 5 * 3]
  const pixels = Uint8Array.from({ length: count * size }, (_, k) =>
    k % 3 === 2 ? 7 : random(k % 3 === 0 ? 256 : 100),
  )
  const images = {
    imageShape: [4, 5, 3] as const,
    classes: ['a', 'b'],
    pixels,
    labels: new Int32Array(count),
    testFrom: 40,
  }
  const data = memoryDataSet('x', images, { validation: 0, test: 0, seed: 1 })
  const { mean, deviation } = await channelStatistics(data, 'train')
  for (let c = 0; c < 3; c++) {
    const values = [...pixels.subarray(0, 40 * size)].filter((_, k) => k % 3 === c).map((value) => value / 255)
    const average = values.reduce((a, b) => a + b) / values.length
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - average) ** 2, 0) / values.length)
    expect(mean[c]).toBeCloseTo(average, 10)
    // A channel of one value is not divided by nothing.
    expect(deviation[c]).toBeCloseTo(c === 2 ? 1 : spread, 10)
  }
})
