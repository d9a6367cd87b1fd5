import { bmpLayout } from './bmpLayout'
import type { PictureHeader } from './pictureHeader'

/** A BMP by its headers, its palette and the bytes that its rows need. */
export function inspectBmp(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  const { width, height, depth, fields, palette, isRunLength, data, rowBytes } = bmpLayout(bytes, allow)
  return {
    format: 'BMP',
    width,
    height,
    orientation: 1,
    colour: 'rgb',
    alpha: fields[3].most > 0,
    palette: palette.length > 0,
    depth: Math.min(depth, 8),
    frames: 1,
    trailingBytes: isRunLength ? 0 : Math.max(0, bytes.length - data - rowBytes * height),
    isCutShort: false,
  }
}
