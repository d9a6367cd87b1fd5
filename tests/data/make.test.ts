import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../main/data/listing/testing/temporaryFolder'
import { list } from '../../main/data/listing/testing/told'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import { noReference, shared } from '../reference'
import { encodePng } from './encodePng.mjs'
import { makeDigitFolder } from './makeDigitFolder.mjs'
import { makeJpegFolder } from './makeJpegFolder.mjs'

test('PNGs hold the pixels that went in', () => {
  const pixels = Uint8Array.from({ length: 5 * 3 * 3 }, (_, k) => k * 5)
  const png = encodePng(pixels, 5, 3, 3)
  expect(inspectPicture(png).header).toMatchObject({ format: 'PNG', width: 5, height: 3 })
  const rows = inflateSync(png.subarray(png.indexOf('IDAT') + 4))
  expect([0, 1, 2].flatMap((y) => [...rows.subarray(y * 16 + 1, y * 16 + 16)])).toEqual([...pixels])
})

test('JPEGs are sound, and all different', async () => {
  const folder = temporaryFolder()
  makeJpegFolder(folder, { count: 120, classes: 7 })
  const { entries, classes, problems } = await list(folder)
  expect([entries.length, classes.length, problems.length]).toEqual([120, 7, 0])
  const contents = entries.map(({ name }) => readFileSync(path.join(folder, name)))
  for (const bytes of contents)
    expect(inspectPicture(bytes).header).toMatchObject({ format: 'JPEG', width: 32, height: 32 })
  expect(new Set(contents.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).size).toBe(120)
})

test.skipIf(!shared)(`digits lie in the folders of their labels${shared ? '' : ` (${noReference})`}`, async () => {
  const folder = temporaryFolder()
  expect(makeDigitFolder(folder, { mnist: path.join(shared as string, 'data/mnist'), count: 20 })).toBe(20)
  const { entries } = await list(folder)
  const inOrder = [...entries].sort((a, b) => (a.name.slice(2) < b.name.slice(2) ? -1 : 1))
  // MNIST begins so.
  expect(inOrder.map(({ className }) => className).join('')).toBe('50419213143536172869')
})
