import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { goldenFile } from '../../../tests/pictures/goldens'
import { inspectPicture } from './inspectPicture'
import { type PictureHeader, uprightSize } from './pictureHeader'

const rgb: Partial<PictureHeader> = {
  ...{ width: 26, height: 18, orientation: 1, frames: 1, trailingBytes: 0, isCutShort: false },
  ...{ colour: 'rgb', alpha: false, palette: false, depth: 8 },
}

const headers: Readonly<Record<string, Partial<PictureHeader>>> = {
  'rgb.png': { ...rgb, format: 'PNG' },
  'grey.png': { ...rgb, format: 'PNG', colour: 'grey' },
  'rgba16.png': { ...rgb, format: 'PNG', alpha: true, depth: 16 },
  'palette-alpha.png': { format: 'PNG', colour: 'rgb', alpha: true, palette: true, depth: 4 },
  'rgb-transparent.png': { ...rgb, format: 'PNG', alpha: true },
  'orientation-6.png': { ...rgb, format: 'PNG', orientation: 6 },
  'rgb-444-progressive.jpg': { ...rgb, format: 'JPEG' },
  'grey.jpg': { ...rgb, format: 'JPEG', colour: 'grey' },
  'cmyk.jpg': { ...rgb, format: 'JPEG', colour: 'cmyk' },
  'orientation-8.jpg': { format: 'JPEG', width: 26, height: 18, orientation: 8 },
  'lossless.webp': { ...rgb, format: 'WebP' },
  'lossy.webp': { ...rgb, format: 'WebP' },
  'alpha.webp': { ...rgb, format: 'WebP', alpha: true },
  'orientation-8.webp': { ...rgb, format: 'WebP', orientation: 8 },
  'transparent.gif': { ...rgb, format: 'GIF', palette: true, alpha: true },
  'cmyk.tif': { ...rgb, format: 'TIFF', colour: 'cmyk' },
  'orientation-5.tif': { ...rgb, format: 'TIFF', orientation: 5 },
  'palette.bmp': { ...rgb, format: 'BMP', palette: true },
  'rgbx.bmp': { ...rgb, format: 'BMP' },
  'rgba.bmp': { ...rgb, format: 'BMP', alpha: true },
}

describe('headers', () => {
  test.each(Object.entries(headers))('%s', (file, header) =>
    expect(inspectPicture(goldenFile(file)).header).toMatchObject(header),
  )
  test('a picture that lies on its side stands upright', () =>
    expect(uprightSize({ width: 26, height: 18, orientation: 8 })).toEqual({ width: 18, height: 26 }))
})

const every = readdirSync(path.resolve(__dirname, '../../../tests/pictures/goldens')).filter(
  (file) => !/\.(py|ndjson)$/.test(file),
)

describe('cut anywhere, a picture is refused and nothing is thrown', () => {
  test.each(every)('%s', (file) => {
    const whole = goldenFile(file)
    const { length } = whole
    // TIFF has its directory where it likes and BMP may lack the padding of its last row: those are the decoder's to miss.
    const isSure = !/\.(tif|bmp)$/.test(file)
    for (let end = 0; end < length; end++) {
      const { refusal, header } = inspectPicture(whole.slice(0, end))
      if (isSure && !header?.isCutShort) expect(refusal?.code, `${end} of ${length} bytes`).toMatch(/^picture-/)
    }
  })
})

describe('a byte changed anywhere throws nothing', () => {
  test.each(every)('%s', (file) => {
    const bytes = goldenFile(file)
    for (let at = 0; at < Math.min(bytes.length, 400); at++) {
      const kept = bytes[at] as number
      for (const value of [0, 0xff, kept ^ 0x80, kept ^ 1]) {
        bytes[at] = value
        const { header, refusal } = inspectPicture(bytes)
        expect(header ?? refusal).toBeDefined()
      }
      bytes[at] = kept
    }
  })
})

describe('more pixels than the budget, of which what is copied more often takes more', () => {
  test.each([
    ['rgb.png', 1],
    ['rgba.png', 1],
    ['rgb-420.jpg', 1],
    ['lossless.webp', 16 / 3],
    ['alpha.webp', 16 / 3],
    ['palette.gif', 8 / 3],
    ['rgb.tif', 8 / 3],
    ['rgb24.bmp', 8 / 3],
  ])('%s', (file, cost) => {
    const budget = Math.ceil(26 * 18 * cost)
    expect(inspectPicture(goldenFile(file), { mostPixels: budget }).header).toBeDefined()
    expect(inspectPicture(goldenFile(file), { mostPixels: budget - 1 }).refusal?.code).toBe('picture-too-large')
  })
})

test('bytes behind the end are counted', () => {
  for (const file of ['rgb.png', 'rgb-420.jpg', 'palette.gif', 'lossless.webp'])
    expect(inspectPicture(Buffer.concat([goldenFile(file), Buffer.alloc(7, 1)])).header?.trailingBytes, file).toBe(7)
})

const latin = (text: string) => Buffer.from(text, 'latin1')
const refusals: readonly (readonly [what: string, bytes: Uint8Array, code: string, words: RegExp])[] = [
  ['nothing', new Uint8Array(), 'picture-empty', /no bytes/],
  ['text', latin('hello, world\n'), 'picture-unknown', /is text$/],
  ['a web page', latin('<!DOCTYPE html><p>404'), 'picture-unknown', /a web page/],
  ['noise', Uint8Array.from({ length: 90 }, (_, k) => k * 91 + 7), 'picture-unknown', /no known/],
  ['SVG', latin('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture-format', /SVG/],
  ['PSD', latin('8BPS\0\x01'), 'picture-format', /PSD/],
  ['PDF', latin('%PDF-1.7\n'), 'picture-format', /PDF/],
  ['JPEG XL', Uint8Array.of(0xff, 0x0a, 0xfa, 0), 'picture-format', /JPEG XL/],
  ['HEIC', latin('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'picture-format', /HEIC/],
  ['a film', latin('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), 'picture-format', /film/],
  ['QOI', latin('qoif\0\0\0\x05'), 'picture-format', /QOI/],
  ['PNM', latin('P6 2 2 255\n'), 'picture-format', /PNM/],
]
test.each(refusals)('%s is refused by name', (_, bytes, code, words) => {
  const { refusal } = inspectPicture(bytes)
  expect(refusal).toMatchObject({ code, message: expect.stringMatching(words) })
  expect(refusal?.remedy).not.toBe('')
})
