import { exifOrientation } from './exifOrientation'
import type { Orientation, PictureHeader } from './pictureHeader'
import { damaged, otherForm, truncated } from './pictureRefusal'

interface Canvas {
  readonly width: number
  readonly height: number
  readonly alpha: boolean
}

/** A WebP by its RIFF chunks (RFC 9649): size, alpha, frames and EXIF. */
export function inspectWebp(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 20) throw truncated('inside the WebP header')
  const end = 8 + view.getUint32(4, true)
  if (end > bytes.length) throw truncated('inside the WebP data')
  let canvas: Canvas | undefined
  let orientation: Orientation = 1
  let [frames, hasPicture] = [0, false]
  for (let at = 12; at + 8 <= end; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > end) throw damaged('a WebP chunk that is larger than the file')
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (name === 'VP8X') canvas = extended(data)
    else if (name === 'VP8 ') canvas ??= lossy(data)
    else if (name === 'VP8L') canvas ??= lossless(data)
    else if (name === 'ANMF') frames++
    else if (name === 'EXIF') orientation = exifOrientation(withoutPrefix(data))
    if (canvas) allow(canvas.width, canvas.height)
    hasPicture ||= name === 'VP8 ' || name === 'VP8L' || name === 'ANMF'
    at += 8 + length + (length & 1)
  }
  if (!canvas || !hasPicture) throw damaged('a WebP without a picture')
  return {
    format: 'WebP',
    ...canvas,
    orientation,
    colour: 'rgb',
    palette: false,
    depth: 8,
    frames: Math.max(1, frames),
    trailingBytes: bytes.length - Math.min(bytes.length, end + (end & 1)),
    isCutShort: false,
  }
}

function extended(data: Uint8Array): Canvas {
  if (data.length < 10) throw damaged('a WebP header of too few bytes')
  const size = (at: number) =>
    1 + (data[at] as number) + (data[at + 1] as number) * 256 + (data[at + 2] as number) * 65536
  return { width: size(4), height: size(7), alpha: ((data[0] as number) & 0x10) !== 0 }
}

/** RFC 6386, 9.1: three bytes of tag, the start code, then 14 bits of each size. */
function lossy(data: Uint8Array): Canvas {
  if (data.length < 10 || data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a)
    throw damaged('WebP data that does not begin with a key frame')
  const size = (at: number) => ((data[at] as number) + (data[at + 1] as number) * 256) & 0x3fff
  const [width, height] = [size(6), size(8)]
  if (width === 0 || height === 0) throw damaged(`a WebP of ${width}x${height} pixels`)
  return { width, height, alpha: false }
}

/** RFC 9649, 3.4: a signature, then 14 bits of each size less one, and whether alpha is used. */
function lossless(data: Uint8Array): Canvas {
  if (data.length < 5 || data[0] !== 0x2f) throw damaged('lossless WebP data without its signature')
  const bits = new DataView(data.buffer, data.byteOffset).getUint32(1, true)
  if (bits >>> 29 !== 0) throw otherForm('a lossless WebP of a newer version')
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), alpha: ((bits >>> 28) & 1) === 1 }
}

/** Some writers put JPEG's prefix in front. */
const withoutPrefix = (data: Uint8Array): Uint8Array =>
  [0x45, 0x78, 0x69, 0x66, 0, 0].every((byte, k) => data[k] === byte) ? data.subarray(6) : data
