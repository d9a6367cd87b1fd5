import type { ImageShape } from '../dataSet'
import type { FileProblem, PictureEntry } from '../listing/pictureListing'

/** How a picture of any size becomes one of the training size. Part of the model: it is kept with the weights. */
export interface PictureTarget {
  /** Height, width and channels (1: grey, 3: RGB) of every picture. */
  readonly shape: ImageShape
  /** `stretch`: both sides scaled on their own; `fit`: whole picture, the rest filled with the background; `crop`: filled, the middle kept. */
  readonly resize: 'stretch' | 'fit' | 'crop'
  /** Colour under transparent pixels and beside a fitted picture, RGB 0-255. */
  readonly background: readonly [number, number, number]
}

/** A picture to decode: its entry for messages, and its bytes. */
export interface EncodedPicture {
  readonly entry: PictureEntry
  readonly bytes: Uint8Array
}

/** What became of a picture: nothing to say, a word about it (`notes`), or why it is not used. */
export interface DecodeOutcome {
  readonly problem?: FileProblem | undefined
  /** Stable codes: `alpha-flattened`, `first-frame`, `16-to-8-bit`, `cmyk`, `rotated`, `trailing-bytes`, `cut-short`, `wrong-extension`. */
  readonly notes: readonly string[]
}

/**
 * The one way from files to pixels, the same in every shell: scan, pack, training, preview and predict use it. It may end the
 * process (an abort in a native decoder), so it lives in a job process only.
 */
export interface PictureDecoder {
  /** Changes whenever its pixels may: part of the key of every cache of pixels. */
  readonly version: string
  /**
   * Upright pictures (EXIF applied), 8 bit, scaled with antialias, NHWC bytes, one behind the other into `into`
   * (`pictures.length` times the target's bytes). The place of a picture with a problem is left zero.
   */
  decode(pictures: readonly EncodedPicture[], target: PictureTarget, into: Uint8Array): Promise<DecodeOutcome[]>
  close(): void
}
