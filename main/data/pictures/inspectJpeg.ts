import { exifOrientation } from './exifOrientation'
import type { Orientation, PictureHeader } from './pictureHeader'
import { damaged, otherForm, truncated } from './pictureRefusal'

interface Frame {
  readonly width: number
  readonly height: number
  readonly components: number
}

/**
 * A JPEG up to its end marker: frame, EXIF, and whether its segments fit in one another (ITU T.81, annex B). The entropy coded
 * data is the decoder's to judge.
 */
export function inspectJpeg(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frame: Frame | undefined
  let orientation: Orientation | undefined
  let hasTables = false
  let at = 2
  for (;;) {
    const marker = markerAt(bytes, at)
    at = marker.end
    if (marker.code === 0xd9) throw damaged('the JPEG ends before its first scan')
    if (marker.code === 0x01 || (marker.code >= 0xd0 && marker.code <= 0xd7)) continue
    if (at + 2 > bytes.length) throw truncated('inside the JPEG header')
    const length = view.getUint16(at)
    if (length < 2) throw damaged('a JPEG segment without a length')
    if (at + length > bytes.length) throw truncated('inside the JPEG header')
    const segment = bytes.subarray(at + 2, at + length)
    if (isFrame(marker.code)) {
      frame = frameOf(marker.code, segment)
      allow(frame.width, frame.height)
    } else if (marker.code === 0xe1 && isExif(segment)) orientation ??= exifOrientation(segment.subarray(6))
    else if (marker.code === 0xdb) hasTables = true
    at += length
    if (marker.code === 0xda) break
  }
  if (!frame) throw damaged('a JPEG scan without a frame')
  if (!hasTables) throw damaged('a JPEG without quantization tables')
  const end = endOf(bytes, at)
  return {
    format: 'JPEG',
    width: frame.width,
    height: frame.height,
    orientation: orientation ?? 1,
    colour: frame.components === 1 ? 'grey' : frame.components === 4 ? 'cmyk' : 'rgb',
    alpha: false,
    palette: false,
    depth: 8,
    frames: 1,
    trailingBytes: bytes.length - end,
    isCutShort: false,
  }
}

function markerAt(bytes: Uint8Array, from: number): { readonly code: number; readonly end: number } {
  let at = from
  if (at < bytes.length && bytes[at] !== 0xff) throw damaged('something else where a JPEG marker belongs')
  while (bytes[at] === 0xff) at++
  const code = bytes[at]
  if (code === undefined) throw truncated('inside the JPEG header')
  if (code === 0) throw damaged('something else where a JPEG marker belongs')
  return { code, end: at + 1 }
}

/** C4, C8 and CC are tables among the frame markers. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function frameOf(marker: number, segment: Uint8Array): Frame {
  if (marker >= 0xc9) throw otherForm('a JPEG with arithmetic coding')
  if (marker === 0xc3 || marker >= 0xc5) throw otherForm('a lossless or hierarchical JPEG')
  if (segment.length < 6) throw damaged('a JPEG frame of too few bytes')
  const [precision = 0, high = 0, low = 0, wide = 0, narrow = 0, components = 0] = segment
  const [height, width] = [high * 256 + low, wide * 256 + narrow]
  if (segment.length !== 6 + 3 * components) throw damaged('a JPEG frame whose components do not fill it')
  if (precision !== 8) throw otherForm(`a JPEG of ${precision} bits`)
  if (height === 0) throw otherForm('a JPEG that tells its height at the end')
  if (width === 0) throw damaged('a JPEG of width 0')
  if (![1, 3, 4].includes(components)) throw otherForm(`a JPEG of ${components} components`)
  return { width, height, components }
}

const isExif = (segment: Uint8Array): boolean =>
  segment.length > 6 && [0x45, 0x78, 0x69, 0x66, 0, 0].every((byte, k) => segment[k] === byte)

/** Where the end marker ends, searched from the first scan's data on. */
function endOf(bytes: Uint8Array, scan: number): number {
  const { length } = bytes
  if (length - scan >= 2 && bytes[length - 2] === 0xff && bytes[length - 1] === 0xd9) return length
  let at = scan
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= length) throw truncated('before the JPEG end marker')
    const code = bytes[at + 1] as number
    if (code === 0xd9) return at + 2
    // FF 00 is the byte FF itself, FF FF is filling, D0 to D7 restart a scan: no segment follows.
    if (code === 0xff) at += 1
    else if (code === 0 || code === 1 || (code >= 0xd0 && code <= 0xd7)) at += 2
    else {
      if (at + 4 > length) throw truncated('before the JPEG end marker')
      const size = (bytes[at + 2] as number) * 256 + (bytes[at + 3] as number)
      // Between scans lie tables; what is no segment is left to the decoder.
      at += size >= 2 && at + 2 + size <= length ? 2 + size : 2
    }
  }
}
