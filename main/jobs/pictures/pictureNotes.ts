import path from 'node:path'
import type { PictureFormat, PictureHeader } from '../../data/pictures/pictureHeader'

const extensions: Readonly<Record<PictureFormat, readonly string[]>> = {
  JPEG: ['jpg', 'jpeg', 'jpe', 'jfif', 'mpo'],
  PNG: ['png', 'apng'],
  GIF: ['gif'],
  BMP: ['bmp', 'dib'],
  WebP: ['webp'],
  TIFF: ['tif', 'tiff'],
  AVIF: ['avif'],
}

/** What a person may want to know of a picture that is taken, as stable codes. `name` is the file's, for its extension. */
export function pictureNotes(header: PictureHeader, name: string): string[] {
  const { format, alpha, frames, depth, colour, orientation, trailingBytes, isCutShort } = header
  const extension = path.posix.extname(name).slice(1).toLowerCase()
  const notes: readonly (readonly [string, boolean])[] = [
    ['alpha-flattened', alpha],
    ['first-frame', frames > 1],
    ['16-to-8-bit', depth > 8],
    ['cmyk', colour === 'cmyk'],
    ['rotated', orientation !== 1],
    ['trailing-bytes', trailingBytes > 0],
    ['cut-short', isCutShort],
    ['wrong-extension', extension !== '' && !extensions[format].includes(extension)],
  ]
  return notes.filter(([, holds]) => holds).map(([code]) => code)
}
