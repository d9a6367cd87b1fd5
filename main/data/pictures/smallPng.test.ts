import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type PngRows, pngOf } from '../../../tests/data/pngOf'
import { inspectPicture } from './inspectPicture'
import type { PictureHeader } from './pictureHeader'
import { decodeSmallPng } from './smallPng'

const headerOf = (file: Uint8Array): PictureHeader => inspectPicture(file).header as PictureHeader

/** Two rows of two RGB pixels, the second with this filter and these bytes. The first one is 10 20 30, 40 50 60. */
const twoRows = (filter: number, second: readonly number[]): PngRows => ({
  width: 2,
  height: 2,
  colour: 'rgb',
  rows: Uint8Array.of(0, 10, 20, 30, 40, 50, 60, filter, ...second),
})

test.each([
  ['none', 0, [1, 2, 3, 250, 251, 252], [1, 2, 3, 250, 251, 252]],
  ['left', 1, [1, 2, 3, 255, 1, 1], [1, 2, 3, 0, 3, 4]],
  ['up', 2, [1, 250, 0, 0, 0, 255], [11, 14, 30, 40, 50, 59]],
  ['average', 3, [0, 1, 0, 0, 0, 1], [5, 11, 15, 22, 30, 38]],
  ['Paeth', 4, [0, 0, 0, 1, 2, 3], [10, 20, 30, 41, 52, 63]],
])('a row by the filter %s', (_, filter, second, expected) => {
  const file = pngOf(twoRows(filter, second))
  const into = new Uint8Array(12)
  expect(decodeSmallPng(file, headerOf(file), 3, into)).toBe(true)
  expect([...into]).toEqual([10, 20, 30, 40, 50, 60, ...expected])
})

test('grey comes in one channel or three', () => {
  const file = pngOf({ width: 3, height: 1, colour: 'grey', rows: Uint8Array.of(1, 7, 1, 1) })
  const [one, three] = [new Uint8Array(3), new Uint8Array(9)]
  expect(decodeSmallPng(file, headerOf(file), 1, one)).toBe(true)
  expect(decodeSmallPng(file, headerOf(file), 3, three)).toBe(true)
  expect([...one]).toEqual([7, 8, 9])
  expect([...three]).toEqual([7, 7, 7, 8, 8, 8, 9, 9, 9])
})

const sound = twoRows(0, [1, 2, 3, 4, 5, 6])
const packed = deflateSync(sound.rows)
/** More than 512 bytes of rows. */
const wide: PngRows = { width: 600, height: 1, colour: 'grey', rows: new Uint8Array(601) }

test.each([
  ['an unknown filter', pngOf(twoRows(5, [1, 2, 3, 4, 5, 6]))],
  [
    'a wrong checksum of the data',
    pngOf(sound, { packed: packed.map((byte, k) => (k === packed.length - 1 ? byte ^ 1 : byte)) }),
  ],
  ['data cut short', pngOf(sound, { packed: packed.subarray(0, -5) })],
  ['bytes behind the data', pngOf(sound, { packed: Buffer.concat([packed, Buffer.of(0)]) })],
  ['a row too few', pngOf({ ...sound, height: 3 })],
  ['a row too many', pngOf({ ...sound, height: 1 })],
  ['data in two chunks', pngOf(sound, { pieces: 2 })],
  ['a window smaller than the rows', pngOf(wide, { windowBits: 9 })],
  ['more than 1280 bytes of rows', pngOf({ width: 36, height: 36, colour: 'grey', rows: new Uint8Array(36 * 37) })],
])('%s: for the engine, and nothing is written', (_, file) => {
  const header = headerOf(file)
  const into = new Uint8Array(header.width * header.height * (header.colour === 'grey' ? 1 : 3)).fill(77)
  expect(decodeSmallPng(file, header, header.colour === 'grey' ? 1 : 3, into)).toBe(false)
  expect(into.every((byte) => byte === 77)).toBe(true)
})

test('RGB that is wanted grey, alpha, palettes, 16 bits and interlaced rows are for the engine', () => {
  const file = pngOf(sound)
  const header = headerOf(file)
  const into = new Uint8Array(12)
  expect(decodeSmallPng(file, header, 1, into.subarray(0, 4))).toBe(false)
  for (const other of [{ alpha: true }, { palette: true }, { depth: 16 }])
    expect(decodeSmallPng(file, { ...header, ...other }, 3, into)).toBe(false)
  const interlaced = Uint8Array.from(file)
  interlaced[28] = 1
  expect(decodeSmallPng(interlaced, header, 3, into)).toBe(false)
})
