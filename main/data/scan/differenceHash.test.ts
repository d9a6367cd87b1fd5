import { expect, test } from 'vitest'
import { seededRandom } from '../../../tests/seededValues'
import { areaAverage } from './areaAverage'
import { differenceHash, hammingDistance, ones32 } from './differenceHash'

const plane = (height: number, width: number, level: (x: number, y: number) => number) => ({
  height,
  width,
  values: Array.from({ length: height * width }, (_, k) => level(k % width, Math.floor(k / width))),
})

test('brighter to the right everywhere: all bits; to the left: none; equal: none', () => {
  expect(differenceHash(plane(8, 9, (x) => 20 * x))).toEqual([0xffffffff, 0xffffffff])
  expect(differenceHash(plane(8, 9, (x) => 200 - 20 * x))).toEqual([0, 0])
  expect(differenceHash(plane(32, 32, () => 255 * (0.299 + 0.587 + 0.114)))).toEqual([0, 0])
})

test('one step in the top row and one in the last are the bits that stand for them', () => {
  const steps = plane(8, 9, (x, y) => (y === 0 ? (x >= 1 ? 100 : 0) : y === 7 ? (x >= 8 ? 100 : 0) : 50))
  expect(differenceHash(steps)).toEqual([0x80000000, 0x00000001])
})

test('does not change with size, brightness and contrast', () => {
  const scene = (side: number, level = (v: number) => v) =>
    plane(side, side, (x, y) => level(120 + 90 * Math.sin((x / side) * 7 + (y / side) ** 2 * 5)))
  const hash = differenceHash(scene(128))
  expect(hammingDistance(hash, differenceHash(scene(64)))).toBeLessThanOrEqual(1)
  expect(hammingDistance(hash, differenceHash(scene(128, (v) => 0.7 * v + 40)))).toBeLessThanOrEqual(1)
})

test('counts bits as counting one by one does', () => {
  const random = seededRandom(3)
  const all = [0, 0xffffffff, 0x80000001, ...Array.from({ length: 200 }, () => Math.floor(random() * 2 ** 32))]
  for (const bits of all)
    expect(ones32(bits | 0)).toBe([...(bits >>> 0).toString(2)].filter((digit) => digit === '1').length)
  expect(hammingDistance([1, 0x80000000], [2, 0])).toBe(3)
})

test('a pixel of the smaller picture is the mean of what it covers, borders in parts', () => {
  expect([...areaAverage({ values: [0, 10, 20, 30], height: 1, width: 4 }, 1, 2)]).toEqual([5, 25])
  // Three pixels on two: (0 + 6 / 2) / 1.5 and (6 / 2 + 12) / 1.5.
  expect([...areaAverage({ values: [0, 6, 12], height: 1, width: 3 }, 1, 2)]).toEqual([2, 10])
  expect([...areaAverage({ values: [0, 6, 12], height: 3, width: 1 }, 2, 1)]).toEqual([2, 10])
})
