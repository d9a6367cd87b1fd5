import { inspectAvif } from './inspectAvif'
import { inspectBmp } from './inspectBmp'
import { inspectGif } from './inspectGif'
import { inspectJpeg } from './inspectJpeg'
import { inspectPng } from './inspectPng'
import { inspectTiff } from './inspectTiff'
import { inspectWebp } from './inspectWebp'
import type { PictureFormat, PictureHeader } from './pictureHeader'
import { damaged, empty, otherFormat, type PictureRefusal, PictureRefused, tooLarge, unknown } from './pictureRefusal'
import { sniffPicture } from './sniffPicture'

/** A picture that may be decoded, or why it is refused. */
export type Inspection =
  | { readonly header: PictureHeader; readonly refusal?: undefined }
  | { readonly refusal: PictureRefusal; readonly header?: undefined }

/** The pixels that a picture may have, unless told otherwise: 64 megapixels, 192 MB as RGB. Some cost more than others, see `costOf`. */
export const usualPixelBudget = 64e6

/** Inspects a file of one format; `allow` throws as soon as a size is known that is over the budget. */
type Inspect = (bytes: Uint8Array, allow: (width: number, height: number) => void) => PictureHeader

const inspectors: Readonly<Record<PictureFormat, Inspect>> = {
  JPEG: inspectJpeg,
  PNG: inspectPng,
  GIF: inspectGif,
  BMP: inspectBmp,
  WebP: inspectWebp,
  TIFF: inspectTiff,
  AVIF: inspectAvif,
}

/**
 * What a whole picture file is, without decoding a pixel: nothing is allocated by what the file claims. The size is looked at
 * first, so that a decompression bomb is named as one though it is cut or damaged too.
 *
 * Passing is a promise that the file is all there and sound as far as its structure goes. Compressed data may still turn out damaged when
 * it is decoded.
 */
export function inspectPicture(bytes: Uint8Array, { mostPixels = usualPixelBudget } = {}): Inspection {
  try {
    if (bytes.length === 0) throw empty()
    const sniffed = sniffPicture(bytes)
    if (sniffed.kind === 'named') throw otherFormat(sniffed.name)
    if (sniffed.kind === 'unknown') throw unknown(sniffed.what)
    const allow = (width: number, height: number) => {
      if (width * height > mostPixels) throw tooLarge(width, height, mostPixels)
    }
    const header = inspectors[sniffed.format](bytes, allow)
    if (header.width * header.height * costOf(header) > mostPixels)
      throw tooLarge(header.width, header.height, mostPixels / costOf(header), `a ${header.format}`)
    return { header }
  } catch (error) {
    if (error instanceof PictureRefused) return { refusal: error.refusal }
    // A read beyond the end, in a field that no check foresaw.
    if (error instanceof RangeError) return { refusal: damaged('a field lies outside of it').refusal }
    throw error
  }
}

/**
 * What a pixel takes of the budget: the engine decodes JPEG and PNG in place; what is decoded elsewhere is copied on the way, WebP and AVIF more than
 * once. With these factors nothing took more than 500 MB beside the file itself.
 */
const costOf = ({ format }: PictureHeader): number =>
  format === 'JPEG' || format === 'PNG' ? 1 : format === 'WebP' || format === 'AVIF' ? 16 / 3 : 8 / 3
