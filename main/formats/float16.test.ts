import { expect, test } from 'vitest'
import { randomFrom } from '../disk/testing/randomFrom'
import { float16Bits, fromFloat16, roundedToFloat16 } from './float16'

const cases: [what: string, value: number, bits: number][] = [
  ['zero', 0, 0x0000],
  ['minus zero', -0, 0x8000],
  ['one', 1, 0x3c00],
  ['minus two', -2, 0xc000],
  ['the largest', 65504, 0x7bff],
  ['just below the tie to infinity', 65519.99609375, 0x7bff],
  ['the tie to infinity', 65520, 0x7c00],
  ['an infinity', Number.NEGATIVE_INFINITY, 0xfc00],
  ['the smallest normal', 2 ** -14, 0x0400],
  ['the largest subnormal', 2 ** -14 - 2 ** -24, 0x03ff],
  ['the smallest subnormal', 2 ** -24, 0x0001],
  ['half of it: a tie to even', 2 ** -25, 0x0000],
  ['a little more than half', 2 ** -25 * 1.001, 0x0001],
  ['three halves of it: a tie to even', 3 * 2 ** -25, 0x0002],
  ['a tie down to even', 1 + 2 ** -11, 0x3c00],
  ['a tie up to even', 1 + 3 * 2 ** -11, 0x3c02],
  ['a carry into the exponent', 2 - 2 ** -12, 0x4000],
  ['far too small', 1e-30, 0x0000],
  ['a float32 subnormal', 1e-40, 0x0000],
]
test.each(cases)('%s', (_, value, bits) => expect(float16Bits(value)).toBe(bits))

test('every half that is no NaN comes back as it was', () => {
  for (let half = 0; half < 0x10000; half++) {
    const value = fromFloat16(half)
    if (Number.isNaN(value)) expect(Number.isNaN(fromFloat16(float16Bits(value)))).toBe(true)
    else expect(float16Bits(value)).toBe(half)
  }
})

test('no half is nearer than the one that is taken', () => {
  const random = randomFrom(5)
  for (let n = 0; n < 20_000; n++) {
    const value = Math.fround((random(2 ** 24) / 2 ** 23 - 1) * 2 ** (random(36) - 20))
    const half = float16Bits(value)
    const error = Math.abs(fromFloat16(half) - value)
    for (const other of [half - 1, half + 1])
      if (other >= 0 && other < 0x10000 && Number.isFinite(fromFloat16(other)))
        expect(Math.abs(fromFloat16(other) - value)).toBeGreaterThanOrEqual(error)
  }
})

test('rounds an array', () => {
  expect([...roundedToFloat16(Float32Array.of(0.1, 1, -3e-8))]).toEqual([0.0999755859375, 1, -(2 ** -24)])
})
