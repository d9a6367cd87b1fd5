import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EncodedPicture, PictureDecoder } from '../../main/data/pictures/pictureDecoder'
import { sharpVersion } from '../../main/jobs/pictures/loadSharp'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import packages from '../../package.json'
import { goldenFile } from './goldens'

let decoder: PictureDecoder
beforeAll(async () => {
  decoder = await openPictureDecoder()
})
afterAll(() => decoder.close())

const target = { shape: [8, 12, 3], resize: 'fit', background: [9, 99, 199] } as const
const each = 8 * 12 * 3
const picture = (file: string, bytes = goldenFile(file)): EncodedPicture => ({
  entry: { name: `folder/${file}`, className: 'a', split: undefined, size: bytes.length, modified: 0 },
  bytes,
})
async function decode(pictures: readonly EncodedPicture[]) {
  const into = new Uint8Array(pictures.length * each).fill(77)
  const outcomes = await decoder.decode(pictures, target, into)
  return { outcomes, pixels: pictures.map((_, k) => into.subarray(k * each, (k + 1) * each)) }
}

/** A PNG whose structure is whole and whose compressed data is not: only the engine can tell. */
function rottenPng(): Uint8Array {
  const bytes = Buffer.from(goldenFile('rgb.png'))
  const data = bytes.indexOf('IDAT')
  bytes.fill(0x55, data + 12, data + 40)
  // The checksum is made right again.
  const length = bytes.readUInt32BE(data - 4)
  bytes.writeUInt32BE(crc(bytes.subarray(data, data + 4 + length)), data + 4 + length)
  return bytes
}
function crc(bytes: Uint8Array): number {
  let value = -1
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return ~value >>> 0
}

const files = [
  'rgb.png',
  'grey.jpg',
  'rgba.png',
  'orientation-6.jpg',
  'palette.bmp',
  'lossless.webp',
  'cmyk.jpg',
  'grey.png',
]

test('pictures of all kinds together come out as each alone, in their order', async () => {
  const many = Array.from({ length: 150 }, (_, k) => picture(files[(k * 5) % files.length] as string))
  const { outcomes, pixels } = await decode(many)
  const alone = new Map<string, Uint8Array>()
  for (const file of files) alone.set(file, (await decode([picture(file)])).pixels[0] as Uint8Array)
  for (const [k, { problem }] of outcomes.entries()) {
    expect(problem).toBeUndefined()
    expect(pixels[k]).toEqual(alone.get(files[(k * 5) % files.length] as string))
  }
})

test('damaged pictures spoil no other, and their places are left zero', async () => {
  const good = Array.from({ length: 40 }, () => picture('rgb.png'))
  const bad = new Map([
    [3, picture('rotten.png', rottenPng())],
    [17, picture('cut.png', goldenFile('rgb.png').slice(0, 300))],
    [18, picture('text.jpg', Buffer.from('not a picture'))],
  ])
  const [wanted] = (await decode([picture('rgb.png')])).pixels
  const { outcomes, pixels } = await decode(good.map((one, k) => bad.get(k) ?? one))
  for (const [k, { problem, notes }] of outcomes.entries()) {
    expect(pixels[k]).toEqual(bad.has(k) ? new Uint8Array(each) : wanted)
    expect(problem === undefined).toBe(!bad.has(k))
    expect(notes).toEqual([])
  }
  expect(outcomes[3]?.problem).toMatchObject({ code: 'picture-damaged', place: 'folder/rotten.png' })
  expect(outcomes[17]?.problem).toMatchObject({ code: 'picture-truncated', place: 'folder/cut.png' })
  expect(outcomes[18]?.problem).toMatchObject({ code: 'picture-unknown', place: 'folder/text.jpg' })
})

test('the notes say what was done to a picture', async () => {
  const notes = async (file: string, name = file) =>
    (await decode([picture(name, goldenFile(file))])).outcomes[0]?.notes
  expect(await notes('rgba16.png')).toEqual(['alpha-flattened', '16-to-8-bit'])
  expect(await notes('cmyk.jpg')).toEqual(['cmyk'])
  expect(await notes('orientation-3.jpg')).toEqual(['rotated'])
  expect(await notes('rgb.png', 'photo.JPG')).toEqual(['wrong-extension'])
  expect(await notes('rgb.png', 'without')).toEqual([])
})

test('beside a fitted picture lies the background', async () => {
  const [pixels] = (await decode([picture('orientation-6.jpg')])).pixels as [Uint8Array]
  expect([...pixels.subarray(0, 3)]).toEqual([9, 99, 199])
  expect([...pixels.subarray(-3)]).toEqual([9, 99, 199])
})

test('the version names the library that is installed', () => {
  expect(packages.dependencies.sharp).toBe(sharpVersion)
  expect(packages.dependencies['@img/sharp-wasm32']).toBe(sharpVersion)
  expect(decoder.version).toContain(sharpVersion)
})
