import { expect, test } from 'vitest'
import { goldenFile } from '../../../tests/pictures/goldens'
import { bmpPixels } from './bmpPixels'

/** A BMP of 8 bits and four colours with these bytes of pixels. */
function runLength(width: number, height: number, data: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(70 + data.length)
  bytes.write('BM')
  for (const [at, value] of [
    [10, 70],
    [14, 40],
    [18, width],
    [22, height],
    [30, 1],
    [46, 4],
  ] as const)
    bytes.writeUInt32LE(value, at)
  bytes.writeUInt16LE(8, 28)
  // Blue, green, red: black, red, green, blue.
  bytes.set([0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0], 54)
  bytes.set(data, 70)
  return bytes
}
const [black, red, green, blue] = ['k', 'r', 'g', 'b']
const letters: Readonly<Record<string, string>> = { '0,0,0': 'k', '255,0,0': 'r', '0,255,0': 'g', '0,0,255': 'b' }
const drawn = (bytes: Uint8Array): string[] => {
  const { width, height, pixels } = bmpPixels(bytes)
  return Array.from({ length: height }, (_, y) =>
    Array.from(
      { length: width },
      (_, x) =>
        letters[
          pixels
            .subarray(3 * (y * width + x))
            .slice(0, 3)
            .join()
        ],
    ).join(''),
  )
}

test('runs, single pixels, jumps and early line ends; the bottom row comes first', () => {
  const data = [
    3, 1, 0, 0, /* three single ones, filled to four */ 0, 3, 2, 3, 2, 0, 0, 0, /* a jump right by 2 */ 0, 2, 2, 0, 2,
    3, 0, 1,
  ]
  expect(drawn(runLength(4, 3, data))).toEqual([
    `${black}${black}${blue}${blue}`,
    `${green}${blue}${green}${black}`,
    `${red}${red}${red}${black}`,
  ])
})
test('what a run has beyond its row is dropped', () =>
  expect(drawn(runLength(2, 1, [200, 2, 0, 1]))).toEqual([`${green}${green}`]))
test('rows that are missing are an error, not black', () => {
  expect(() => drawn(runLength(2, 2, [2, 1, 0, 1]))).toThrow('behind 0 of 2 BMP rows')
  expect(() => drawn(runLength(2, 2, [2, 1, 0, 0]))).toThrow('inside the BMP pixels')
})
test('a colour that the palette lacks is an error', () =>
  expect(() => drawn(runLength(2, 1, [2, 9, 0, 1]))).toThrow('colour 9 where there are 4'))
test('cut anywhere, no pixel is made up', () => {
  for (const file of ['palette.bmp', 'rgb24.bmp', 'rgba.bmp', 'one-bit.bmp']) {
    const whole = goldenFile(file)
    // The last row's padding may be missing.
    for (let end = 0; end < whole.length - 3; end++)
      expect(() => bmpPixels(whole.slice(0, end)), `${file} ${end}`).toThrow()
  }
})
