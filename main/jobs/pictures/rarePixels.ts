import { PictureRefused } from '../../data/pictures/pictureRefusal'
import type { RawPixels } from '../../data/pictures/rawPixels'
import { loadSharp } from './loadSharp'

/**
 * The first frame or page of a WebP, GIF, TIFF or AVIF as 8-bit sRGB. Colour profiles are ignored, as they are for JPEG and PNG. Throws
 * PictureRefused for what the decoder cannot read to its end.
 *
 * The pixels are lent by the WebAssembly memory, which takes them back when this very array is collected, though views of it live on. A copy
 * would cost 72 MB of a large picture.
 */
export async function rarePixels(bytes: Uint8Array, isCmyk: boolean, mostPixels: number): Promise<RawPixels> {
  const sharp = loadSharp()
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, ignoreIcc: true })
    // Left to itself it takes CMYK through a profile of its own, which looks different.
    const plain = isCmyk ? picture.pipelineColourspace('cmyk').toColourspace('cmyk') : picture.toColourspace('srgb')
    const { data, info } = await plain.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    if (channels !== 3 && channels !== 4) throw new Error(`sharp gave ${channels} channels`)
    if (isCmyk) return { width, height, channels: 3, pixels: rgbOf(data, channels) }
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

/** Ink to light without a colour profile, as the engine's op converts a JPEG's: white less the ink, of each colour and of black. */
function rgbOf(inks: Uint8Array, channels: number): Uint8Array {
  if (channels !== 4) throw new Error(`CMYK of ${channels} channels`)
  const pixels = new Uint8Array((inks.length / 4) * 3)
  for (let k = 0; k < inks.length / 4; k++) {
    const light = 255 - (inks[4 * k + 3] as number)
    for (let channel = 0; channel < 3; channel++)
      pixels[3 * k + channel] = Math.round((light * (255 - (inks[4 * k + channel] as number))) / 255)
  }
  return pixels
}
