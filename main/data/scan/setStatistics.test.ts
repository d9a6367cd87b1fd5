import { expect, test } from 'vitest'
import { histogramOf, sizeBorders } from './histogram'
import { measurePicture } from './measurePicture'
import { type ChannelStatistics, SetStatistics } from './setStatistics'

/** A square of two colours, left and right. */
function halves(left: readonly number[], right: readonly number[], side = 32): Uint8Array {
  const rgb = new Uint8Array(side * side * 3)
  for (let k = 0; k < rgb.length; k++) {
    const x = Math.floor(k / 3) % side
    rgb[k] = (x < side / 2 ? left : right)[k % 3] as number
  }
  return rgb
}
const black = [0, 0, 0]
const pictures = [
  measurePicture(halves([255, 0, 0], [255, 255, 0]), [32, 32]),
  measurePicture(halves(black, [0, 0, 51], 64), [64, 64]),
]

const statistics = new SetStatistics()
for (const measures of pictures) statistics.add(measures)

test('mean and deviation of each channel, by hand: red 1 1 0 0, green 0 1 0 0, blue 0 0 0 0.2', () => {
  const { mean, deviation } = statistics.channels() as ChannelStatistics
  const digits = (values: readonly number[]) => values.map((v) => v.toFixed(6))
  expect(digits(mean)).toEqual(['0.500000', '0.250000', '0.050000'])
  expect(digits(deviation)).toEqual(digits([0.5, Math.sqrt(3) / 4, Math.sqrt(0.0075)]))
})

test('the mean image has the mean of each pixel', () => {
  const mean = statistics.meanImage() as Uint8Array
  expect([...mean.slice(0, 3)]).toEqual([128, 0, 0])
  expect([...mean.slice(45, 48)]).toEqual([128, 128, 26])
})

test('nothing of no pictures', () => {
  expect(new SetStatistics().channels()).toBeUndefined()
  expect(new SetStatistics().meanImage()).toBeUndefined()
})

test('a value on a border counts above it', () => {
  const { counts } = histogramOf([1, 15.9, 16, 31, 32, 223, 224, 5000, 4096], sizeBorders)
  expect(counts).toEqual([2, 2, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 2])
})
