import { inflateSync } from 'node:zlib'
import type { PictureHeader } from './pictureHeader'

/**
 * Bytes of rows up to which this takes the asking thread no longer than to hand a picture to the engine: 32x32 grey. Beyond, the engine costs more
 * processor time (32x32 RGB: 65 against 43 microseconds) but spends it in threads of its own.
 */
const mostRowBytes = 1280

/**
 * Decodes a small PNG of 8-bit grey or RGB, one that `inspectPicture` has passed, into `into` [height, width, channels]; grey fills three channels too. What these
 * rows are is a matter of the standard (W3C PNG, third edition, 9 and 10), so the engine has the same pixels.
 *
 * `false` for every other picture and for one whose data are in any way unusual: the engine is to say what becomes of it. `into` is as it was then.
 */
export function decodeSmallPng(file: Uint8Array, header: PictureHeader, channels: number, into: Uint8Array): boolean {
  const { width, height } = header
  const stored = storedChannels(file, header, channels)
  const rowBytes = width * stored
  const size = height * (rowBytes + 1)
  if (stored === 0 || size > mostRowBytes || into.length !== width * height * channels) return false
  const rows = unpacked(file, size)
  if (!rows || !unfilter(rows, rowBytes, height, stored)) return false
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1))
    if (stored === channels) into.set(row, y * rowBytes)
    else spread(row, into, y * width * channels)
  }
  return true
}

/** Channels in the file; 0 where it is not for us. */
function storedChannels(
  file: Uint8Array,
  { format, colour, alpha, palette, depth }: PictureHeader,
  wanted: number,
): number {
  const isInterlaced = file[28] !== 0
  if (format !== 'PNG' || alpha || palette || depth !== 8 || isInterlaced) return 0
  if (colour === 'grey') return wanted === 1 || wanted === 3 ? 1 : 0
  return wanted === 3 ? 3 : 0
}

/** The rows with their filters, if all of them lie in one chunk and nothing is odd. */
function unpacked(file: Uint8Array, size: number): Uint8Array | undefined {
  const data = onlyData(file)
  if (!data || !holdsWhole(data, size)) return undefined
  try {
    const options = { info: true, chunkSize: size + 64, maxOutputLength: size }
    // Node's types do not know `info`.
    const { buffer, engine } = inflateSync(data, options) as unknown as {
      readonly buffer: Uint8Array
      readonly engine: { readonly bytesWritten: number }
    }
    return buffer.length === size && engine.bytesWritten === data.length ? buffer : undefined
  } catch {
    // Damaged, or more than the picture has.
    return undefined
  }
}

const IDAT = 0x49444154

/** The file's one IDAT chunk; `undefined` where there are several. The chunks are known to be sound. */
function onlyData(file: Uint8Array): Uint8Array | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let found: Uint8Array | undefined
  // Behind the signature; the last chunk, IEND, has 12 bytes.
  for (let at = 8; at + 12 < file.length; ) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === IDAT) {
      if (found) return undefined
      found = file.subarray(at + 8, at + 8 + length)
    }
    at += 12 + length
  }
  return found
}

/** Whether the window that the stream claims holds all rows: of a smaller one Node's decoder asks less than libpng does. */
const holdsWhole = (data: Uint8Array, size: number): boolean => {
  const claimed = (data[0] as number) >> 4
  return claimed === 7 || 256 << claimed >= size
}

/** Undoes the filters in place, each row behind the byte that names its filter: whether all are known. */
function unfilter(rows: Uint8Array, rowBytes: number, height: number, pixelBytes: number): boolean {
  const stride = rowBytes + 1
  for (let y = 0; y < height; y++) {
    const start = y * stride + 1
    const end = start + rowBytes
    // Above the first row, and left of the first pixel, lies 0.
    const above = y === 0 ? -1 : stride
    switch (rows[start - 1]) {
      case 0:
        break
      case 1:
        for (let at = start + pixelBytes; at < end; at++) add(rows, at, rows[at - pixelBytes] as number)
        break
      case 2:
        if (above > 0) for (let at = start; at < end; at++) add(rows, at, rows[at - above] as number)
        break
      case 3:
        for (let at = start; at < end; at++) {
          const up = above > 0 ? (rows[at - above] as number) : 0
          const left = at < start + pixelBytes ? 0 : (rows[at - pixelBytes] as number)
          add(rows, at, (left + up) >> 1)
        }
        break
      case 4:
        for (let at = start; at < end; at++) {
          const isFirst = at < start + pixelBytes
          const up = above > 0 ? (rows[at - above] as number) : 0
          const left = isFirst ? 0 : (rows[at - pixelBytes] as number)
          const corner = isFirst || above < 0 ? 0 : (rows[at - above - pixelBytes] as number)
          add(rows, at, nearest(left, up, corner))
        }
        break
      default:
        return false
    }
  }
  return true
}

function add(rows: Uint8Array, at: number, value: number): void {
  rows[at] = (rows[at] as number) + value
}

/** Paeth's choice: of left, up and corner the one nearest to left + up - corner. */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** A row of grey in three channels. */
function spread(row: Uint8Array, into: Uint8Array, start: number): void {
  let at = start
  for (const value of row) {
    into[at] = value
    into[at + 1] = value
    into[at + 2] = value
    at += 3
  }
}
