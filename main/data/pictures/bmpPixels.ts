import { type BitField, type BmpLayout, bmpLayout } from './bmpLayout'
import { damaged, truncated } from './pictureRefusal'
import type { RawPixels } from './rawPixels'

/**
 * Decodes a BMP: 1, 4 and 8 bits with a palette, run-length coded or not, 16 and 32 bits with or without masks, 24 bits. The engine's own op
 * takes palette pictures for grey ones, and the wasm decoder knows no BMP. Throws PictureRefused.
 */
export function bmpPixels(bytes: Uint8Array): RawPixels {
  const layout = bmpLayout(bytes, () => undefined)
  const { width, height, depth, fields } = layout
  const hasAlpha = fields[3].most > 0
  const channels = hasAlpha ? 4 : 3
  const pixels = new Uint8Array(width * height * channels)
  if (depth <= 8)
    paint(layout, layout.isRunLength ? runLengthIndices(bytes, layout) : packedIndices(bytes, layout), pixels)
  else if (depth === 24) copy24(bytes, layout, pixels)
  else unpack(bytes, layout, channels, pixels)
  return { width, height, channels, pixels }
}

/** Row of the file that row `y` of the picture comes from. */
const fileRow = ({ isTopDown, height }: BmpLayout, y: number): number => (isTopDown ? y : height - 1 - y)

/** Palette positions, from the top, of rows whose pixels are packed from the highest bits on. */
function packedIndices(bytes: Uint8Array, layout: BmpLayout): Uint8Array {
  const { width, height, depth, data, rowBytes } = layout
  const indices = new Uint8Array(width * height)
  const [perByte, most] = [8 / depth, 2 ** depth - 1]
  for (let y = 0; y < height; y++) {
    const row = data + rowBytes * fileRow(layout, y)
    for (let x = 0; x < width; x++) {
      const byte = bytes[row + Math.floor(x / perByte)] as number
      indices[y * width + x] = (byte >> (8 - depth - depth * (x % perByte))) & most
    }
  }
  return indices
}

/**
 * Palette positions, from the top, of run-length coded rows. What no run reaches keeps position 0; what a run has beyond
 * its row is dropped.
 */
function runLengthIndices(bytes: Uint8Array, layout: BmpLayout): Uint8Array {
  const { width, height, depth } = layout
  const indices = new Uint8Array(width * height)
  let [at, x, row] = [layout.data, 0, 0]
  const put = (value: number) => {
    if (x < width && row < height) indices[fileRow(layout, row) * width + x] = value
    x++
  }
  /** Pixel k of bytes that hold one pixel or two each. */
  const pixel = (start: number, k: number) => {
    if (depth === 8) return bytes[start + k] as number
    const byte = bytes[start + (k >> 1)] as number
    return k & 1 ? byte & 15 : byte >> 4
  }
  const isDone = () => row >= height || (row === height - 1 && x >= width)
  while (!isDone()) {
    if (at + 2 > bytes.length) throw truncated('inside the BMP pixels')
    const [count, code] = [bytes[at] as number, bytes[at + 1] as number]
    at += 2
    if (count > 0) for (let k = 0; k < count; k++) put(depth === 8 ? code : k & 1 ? code & 15 : code >> 4)
    else if (code === 0) [x, row] = [0, row + 1]
    else if (code === 1) {
      if (row < height - 1) throw truncated(`behind ${row} of ${height} BMP rows`)
      break
    } else if (code === 2) {
      if (at + 2 > bytes.length) throw truncated('inside the BMP pixels')
      x += bytes[at] as number
      row += bytes[at + 1] as number
      at += 2
    } else {
      const length = depth === 8 ? code : Math.ceil(code / 2)
      if (at + length > bytes.length) throw truncated('inside the BMP pixels')
      for (let k = 0; k < code; k++) put(pixel(at, k))
      // Up to an even number of bytes.
      at += length + (length & 1)
    }
  }
  return indices
}

function paint({ palette }: BmpLayout, indices: Uint8Array, pixels: Uint8Array): void {
  const colours = palette.length / 3
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k] as number
    if (index >= colours) throw damaged(`a BMP pixel of colour ${index} where there are ${colours}`)
    pixels[3 * k] = palette[3 * index] as number
    pixels[3 * k + 1] = palette[3 * index + 1] as number
    pixels[3 * k + 2] = palette[3 * index + 2] as number
  }
}

function copy24(bytes: Uint8Array, layout: BmpLayout, pixels: Uint8Array): void {
  const { width, height, data, rowBytes } = layout
  for (let y = 0; y < height; y++) {
    const row = data + rowBytes * fileRow(layout, y)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        pixels[3 * (y * width + x) + channel] = bytes[row + 3 * x + 2 - channel] as number
  }
}

function unpack(bytes: Uint8Array, layout: BmpLayout, channels: 3 | 4, pixels: Uint8Array): void {
  const { width, height, depth, data, rowBytes, fields } = layout
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const used: readonly BitField[] = fields.slice(0, channels)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = data + rowBytes * fileRow(layout, y) + (depth / 8) * x
      const value = depth === 16 ? view.getUint16(at, true) : view.getUint32(at, true)
      for (const [channel, { shift, most }] of used.entries()) {
        const level = (value >>> shift) & most
        pixels[channels * (y * width + x) + channel] = most === 0 ? 0 : Math.round((level * 255) / (most >>> 0))
      }
    }
}
