import { PictureRefused } from '../../data/pictures/pictureRefusal'
import { loadSharp } from './loadSharp'

/** Decoded rows of bytes, [height, width, channels]: RGB, or RGB with alpha. As the file stores them: not turned upright. */
export interface RarePixels {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly pixels: Uint8Array
}

/**
 * The first frame or page of a WebP, GIF, TIFF or AVIF as 8-bit sRGB. Colour profiles are ignored, as they are for JPEG and PNG. Throws
 * PictureRefused for what the decoder cannot read to its end.
 */
export async function rarePixels(bytes: Uint8Array, mostPixels: number): Promise<RarePixels> {
  const sharp = loadSharp()
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, ignoreIcc: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    if (channels !== 3 && channels !== 4) throw new Error(`sharp gave ${channels} channels`)
    return { width, height, channels, pixels: data }
  } catch (error) {
    // sharp has no class of its own for what a file is to blame for; libvips' words name their loader.
    const said = error instanceof Error ? error.message : String(error)
    throw new PictureRefused({
      code: 'picture-damaged',
      message: `the file cannot be decoded: ${said.split('\n')[0]}`,
      remedy: 'save the picture anew, or leave it out',
    })
  }
}
