import { damaged, otherForm, truncated } from './pictureRefusal'

/** The bits of one channel in a pixel. */
export interface BitField {
  readonly shift: number
  /** The largest value; 0 where the channel is absent. */
  readonly most: number
}

/** How the pixels of a BMP lie in the file. */
export interface BmpLayout {
  readonly width: number
  readonly height: number
  /** The first row in the file is the top one. */
  readonly isTopDown: boolean
  /** Bits a pixel. */
  readonly depth: 1 | 4 | 8 | 16 | 24 | 32
  readonly isRunLength: boolean
  /** RGB, three bytes an entry; empty where pixels hold their colour. */
  readonly palette: Uint8Array
  /** Red, green, blue and alpha in a pixel of 16 or 32 bits. */
  readonly fields: readonly [BitField, BitField, BitField, BitField]
  /** Where the pixels begin, in bytes. */
  readonly data: number
  /** Bytes from one row to the next, unless run-length coded. */
  readonly rowBytes: number
}

const [plain, runs8, runs4, masked] = [0, 1, 2, 3]
const depths = [1, 4, 8, 16, 24, 32]
const none: BitField = { shift: 0, most: 0 }
const headers = [12, 16, 40, 52, 56, 64, 108, 124]

/**
 * Reads the headers of a BMP: Windows' from 2.0 on and OS/2's. Fields that decoders ignore (file size, picture size) are ignored.
 * @see https://learn.microsoft.com/windows/win32/gdi/bitmap-storage
 */
export function bmpLayout(bytes: Uint8Array, allow: (width: number, height: number) => void): BmpLayout {
  if (bytes.length < 26) throw truncated('inside the BMP header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = view.getUint32(14, true)
  if (!headers.includes(header)) throw damaged(`a BMP header of ${header} bytes`)
  if (14 + header > bytes.length) throw truncated('inside the BMP header')
  const isCore = header === 12
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true)
  const signed = isCore ? view.getUint16(20, true) : view.getInt32(22, true)
  const height = Math.abs(signed)
  const depth = view.getUint16(isCore ? 24 : 28, true)
  const compression = header < 40 ? plain : view.getUint32(30, true)
  const used = header < 40 ? 0 : view.getUint32(46, true)
  if (width <= 0 || height === 0) throw damaged(`a BMP of ${width}x${signed} pixels`)
  allow(width, height)
  if (!depths.includes(depth)) throw damaged(`a BMP of ${depth} bits a pixel`)
  if (compression > 3 || (header === 64 && compression > 2)) throw otherForm(`a BMP with compression ${compression}`)
  const isRunLength = compression === runs8 || compression === runs4
  if ((compression === runs8 && depth !== 8) || (compression === runs4 && depth !== 4))
    throw damaged(`a BMP of ${depth} bits with the compression of another depth`)
  if (compression === masked && depth !== 16 && depth !== 32)
    throw damaged(`a BMP of ${depth} bits with masks for 16 or 32`)

  // Masks stand behind a header of 40 bytes and inside a longer one.
  const hasMasks = compression === masked
  const masks = 14 + 40
  if (hasMasks && masks + 12 > bytes.length) throw truncated('inside the BMP header')
  const tables = 14 + header + (hasMasks && header === 40 ? 12 : 0)
  const data = view.getUint32(10, true)
  const palette =
    depth <= 8 ? paletteOf(bytes, tables, data, isCore ? 3 : 4, used || 2 ** depth, depth) : new Uint8Array()
  const rowBytes = 4 * Math.ceil((width * depth) / 32)
  if (data < tables || data > bytes.length) throw damaged('a BMP whose pixels begin outside of it')
  // The padding of the last row may be left out.
  const needed = rowBytes * (height - 1) + Math.ceil((width * depth) / 8)
  if (!isRunLength && data + needed > bytes.length) throw truncated('inside the BMP pixels')
  return {
    width,
    height,
    isTopDown: signed < 0 && !isCore,
    depth: depth as BmpLayout['depth'],
    isRunLength,
    palette,
    fields: hasMasks ? maskedFields(view, masks, header >= 56) : depth === 16 ? fields555 : fields888,
    data,
    rowBytes,
  }
}

const fields555 = [10, 5, 0].map((shift) => ({ shift, most: 31 })).concat(none) as unknown as BmpLayout['fields']
const fields888 = [16, 8, 0].map((shift) => ({ shift, most: 255 })).concat(none) as unknown as BmpLayout['fields']

/** Blue, green, red (and a byte without use) in the file. */
function paletteOf(
  bytes: Uint8Array,
  at: number,
  data: number,
  entryBytes: 3 | 4,
  used: number,
  depth: number,
): Uint8Array {
  if (used > 2 ** depth) throw damaged(`a BMP of ${depth} bits with ${used} colours`)
  // Where the pixels begin early, the palette is as long as there is room.
  const count = Math.min(used, Math.max(0, Math.floor((Math.min(data, bytes.length) - at) / entryBytes)))
  if (count === 0) throw damaged('a BMP without its palette')
  const palette = new Uint8Array(3 * count)
  for (let k = 0; k < count; k++)
    for (let channel = 0; channel < 3; channel++)
      palette[3 * k + channel] = bytes[at + entryBytes * k + 2 - channel] as number
  return palette
}

function maskedFields(view: DataView, at: number, hasAlpha: boolean): BmpLayout['fields'] {
  const fields = [0, 4, 8].map((offset) => fieldOf(view.getUint32(at + offset, true)))
  const alpha = hasAlpha ? fieldOf(view.getUint32(at + 12, true)) : none
  return [...fields, alpha] as unknown as BmpLayout['fields']
}

function fieldOf(mask: number): BitField {
  if (mask === 0) return none
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  if ((most & (most + 1)) !== 0) throw damaged('a BMP mask with a gap')
  return { shift, most }
}
