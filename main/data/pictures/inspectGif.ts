import type { PictureHeader } from './pictureHeader'
import { damaged, truncated } from './pictureRefusal'

const [extension, image, trailer] = [0x21, 0x2c, 0x3b]
const graphicControl = 0xf9
type Place = [left: number, top: number, width: number, height: number]

/**
 * A GIF by its blocks (GIF89a specification, 17 to 27). The picture has the size of its screen, grown to what the first frame needs. A file
 * that ends behind the first frame is taken and said to be cut short.
 */
export function inspectGif(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  if (bytes.length < 13) throw truncated('inside the GIF header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (screen.width > 0 && screen.height > 0) allow(screen.width, screen.height)
  let at = 13 + tableBytes(bytes[10] as number)
  let [frames, alpha, isCutShort] = [0, false, false]
  let first = { width: 0, height: 0 }
  for (;;) {
    const kind = bytes[at]
    if (kind === trailer) break
    if (kind === extension) {
      if (frames === 0 && bytes[at + 1] === graphicControl && bytes[at + 2] === 4)
        alpha ||= ((bytes[at + 3] as number) & 1) === 1
      at = behindBlocks(bytes, at + 2)
    } else if (kind === image) {
      if (at + 11 <= bytes.length && frames === 0) {
        const [left, top, width, height] = [1, 3, 5, 7].map((offset) => view.getUint16(at + offset, true)) as Place
        first = width > 0 && height > 0 ? { width: left + width, height: top + height } : first
        allow(first.width, first.height)
      }
      const flags = at + 9 < bytes.length ? (bytes[at + 9] as number) : 0
      at = behindBlocks(bytes, at + 11 + tableBytes(flags))
      if (at <= bytes.length) frames++
    } else if (at < bytes.length) {
      // Garbage between blocks: what follows cannot be told any more.
      if (frames === 0) throw damaged('something else where a GIF block belongs')
      isCutShort = true
      break
    }
    if (at >= bytes.length) {
      if (frames === 0) throw truncated('before the first GIF frame is whole')
      isCutShort = true
      break
    }
  }
  if (frames === 0) throw damaged('a GIF without a frame')
  const [width, height] = [Math.max(screen.width, first.width), Math.max(screen.height, first.height)]
  if (width === 0 || height === 0) throw damaged('a GIF without a size')
  return {
    format: 'GIF',
    width,
    height,
    orientation: 1,
    colour: 'rgb',
    alpha,
    palette: true,
    depth: 8,
    frames,
    trailingBytes: isCutShort ? 0 : bytes.length - at - 1,
    isCutShort,
  }
}

/** Bytes of the colour table that a packed field announces. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Behind a row of blocks, each with its length in front and an empty one at the end; beyond the file where that end is missing. */
function behindBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    const length = bytes[at] as number
    at += 1 + length
    if (length === 0) return at
  }
  return bytes.length + 1
}
