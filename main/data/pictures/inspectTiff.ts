import { type PictureHeader, toOrientation } from './pictureHeader'
import { damaged, otherForm, truncated } from './pictureRefusal'

const tags = {
  width: 256,
  height: 257,
  bits: 258,
  photometric: 262,
  orientation: 274,
  samples: 277,
  extra: 338,
} as const
const [white, black, palette, separated] = [0, 1, 3, 5]
/** Bytes of a value by TIFF's types: BYTE, SHORT, LONG. */
const sizes: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4 }
/** Pages that are counted; a chain that is longer may be a ring. */
const mostPages = 10_000

/** A TIFF by its first directory, and the number of the others (TIFF 6.0, 2). */
export function inspectTiff(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  if (bytes.length < 8) throw truncated('inside the TIFF header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = bytes[0] === 0x49
  if (view.getUint16(2, little) === 43) throw otherForm('a BigTIFF')
  const first = view.getUint32(4, little)
  const read = directory(view, first, little)
  const value = (tag: number) => read.values.get(tag)?.[0]
  const [width = 0, height = 0] = [value(tags.width), value(tags.height)]
  if (width === 0 || height === 0) throw damaged(`a TIFF of ${width}x${height} pixels`)
  allow(width, height)
  const photometric = value(tags.photometric)
  let pages = 1
  for (let next = read.next; next !== 0 && pages < mostPages; pages++) {
    const at = next
    if (at + 2 > bytes.length) break
    const link = at + 2 + 12 * view.getUint16(at, little)
    next = link + 4 <= bytes.length ? view.getUint32(link, little) : 0
  }
  const isGrey = photometric === white || photometric === black
  return {
    format: 'TIFF',
    width,
    height,
    orientation: toOrientation(value(tags.orientation)),
    colour: isGrey ? 'grey' : photometric === separated ? 'cmyk' : 'rgb',
    alpha: [1, 2].includes(value(tags.extra) ?? 0),
    palette: photometric === palette,
    depth: value(tags.bits) ?? 1,
    frames: pages,
    trailingBytes: 0,
    isCutShort: false,
  }
}

function directory(view: DataView, at: number, little: boolean) {
  if (at + 2 > view.byteLength) throw truncated('before the TIFF directory')
  const count = view.getUint16(at, little)
  if (at + 2 + 12 * count > view.byteLength) throw truncated('inside the TIFF directory')
  const values = new Map<number, number[]>()
  for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
    const size = sizes[view.getUint16(entry + 2, little)]
    const length = view.getUint32(entry + 4, little)
    if (!size || length === 0) continue
    const start = length * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little)
    if (start + size > view.byteLength) continue
    const first =
      size === 1 ? view.getUint8(start) : size === 2 ? view.getUint16(start, little) : view.getUint32(start, little)
    values.set(view.getUint16(entry, little), [first])
  }
  const link = at + 2 + 12 * count
  return { values, next: link + 4 <= view.byteLength ? view.getUint32(link, little) : 0 }
}
