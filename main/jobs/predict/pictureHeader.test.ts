import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { noReference, shared } from '../../../tests/reference'
import { pictureHeader } from './pictureHeader'

const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
/** Two segments, a filler byte, a table whose marker lies among those of frames, then the frame. */
const jpeg = Buffer.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9],
  ...[0xff, 0xc2, 0, 17, 8, 0x01, 0x02, 0x03, 0x04, 3],
])

test('a PNG', () => expect(pictureHeader(png(20_000, 14_000))).toEqual({ kind: 'png', width: 20_000, height: 14_000 }))
test('a JPEG', () => expect(pictureHeader(jpeg)).toEqual({ kind: 'jpeg', width: 0x304, height: 0x102 }))
test('none of the two', () => expect(pictureHeader(Buffer.from('GIF89a'))).toBeUndefined())
test('cut at any point: nothing is read past the end, nothing is made up', () => {
  for (let length = 0; length < 24; length++) expect(pictureHeader(png(3, 3).subarray(0, length))).toBeUndefined()
  for (let length = 0; length < jpeg.length - 1; length++)
    expect(pictureHeader(jpeg.subarray(0, length))).toBeUndefined()
})

describe.skipIf(!shared)(`real photos${shared ? '' : ` (${noReference})`}`, () => {
  const folder = path.join(shared ?? '', 'data', 'photos')
  const photos = shared
    ? (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(jpe?g|png)$/i.test(name)).slice(0, 5)
    : []
  test('their sizes are those of a photo', () => {
    expect(photos.length).toBeGreaterThan(0)
    for (const photo of photos) {
      const header = pictureHeader(readFileSync(path.join(folder, photo)))
      expect(header?.width, photo).toBeGreaterThan(10)
      expect(header?.height, photo).toBeGreaterThan(10)
      expect(header?.width, photo).toBeLessThan(10_000)
    }
  })
})
