import { crc32 } from './crc32'
import { exifOrientation } from './exifOrientation'
import type { Orientation, PictureHeader } from './pictureHeader'
import { damaged, truncated } from './pictureRefusal'

const chunk = (name: string): number => [...name].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0)
const [IHDR, PLTE, IDAT, IEND, tRNS, eXIf, acTL] = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'eXIf', 'acTL'].map(chunk)

/** Bits a channel that each colour type may have (grey, RGB, palette, grey and alpha, RGB and alpha). */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

/**
 * A PNG by its chunks: each lies inside the file, those that matter for the pixels have their checksum, and the last one is there
 * (W3C PNG, third edition, 5). What is compressed in them is the decoder's to judge.
 */
export function inspectPng(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33) throw truncated('inside the PNG header')
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== IHDR)
    throw damaged('a PNG that does not begin with its header')
  check(bytes, view, 8, 13)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth = 0, type = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29)
  if (width === 0 || height === 0 || width >= 2 ** 31 || height >= 2 ** 31)
    throw damaged(`a PNG of ${width}x${height} pixels`)
  if (!depths[type]?.includes(depth)) throw damaged(`a PNG of colour type ${type} with ${depth} bits`)
  if (compression !== 0 || filter !== 0 || interlace > 1) throw damaged('a PNG of an unknown compression')
  allow(width, height)

  let orientation: Orientation = 1
  let [hasPalette, hasTransparency, hasData, frames] = [false, false, false, 1]
  let at = 33
  for (;;) {
    if (at + 12 > bytes.length) throw truncated(hasData ? 'before the PNG end chunk' : 'before the PNG picture data')
    const length = view.getUint32(at)
    const name = view.getUint32(at + 4)
    if (at + 12 + length > bytes.length) throw truncated(hasData ? 'inside the PNG picture data' : 'inside a PNG chunk')
    const isCritical = (name & 0x20000000) === 0
    // libpng reads on behind a damaged chunk that it can do without; so do we, unless it changes the picture.
    if (isCritical || name === tRNS) check(bytes, view, at, length)
    if (name === IEND) break
    if (name === PLTE) hasPalette = true
    else if (name === IDAT) hasData = true
    else if (name === tRNS) hasTransparency = true
    else if (name === acTL && length === 8 && !hasData) frames = Math.max(1, view.getUint32(at + 8))
    else if (name === eXIf) orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length))
    else if (isCritical) throw damaged('an unknown PNG chunk that is needed')
    at += 12 + length
  }
  if (!hasData) throw damaged('a PNG without picture data')
  if (type === 3 && !hasPalette) throw damaged('a PNG without its palette')
  return {
    format: 'PNG',
    width,
    height,
    orientation,
    colour: type === 0 || type === 4 ? 'grey' : 'rgb',
    alpha: type >= 4 || hasTransparency,
    palette: type === 3,
    depth,
    frames,
    trailingBytes: bytes.length - at - 12,
    isCutShort: false,
  }
}

function check(bytes: Uint8Array, view: DataView, at: number, length: number): void {
  if (crc32(bytes, at + 4, at + 8 + length) !== view.getUint32(at + 8 + length))
    throw damaged('a PNG chunk with a wrong checksum')
}
