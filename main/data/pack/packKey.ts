import { createHash } from 'node:crypto'
import type { PictureTarget } from '../pictures/pictureDecoder'

/** What pixels follow from, besides the file: how it is decoded and made to fit. */
export interface PixelRecipe {
  readonly target: PictureTarget
  /** Version of the decoder. */
  readonly decoder: string
}

/** Name of a pack: of all that its pixels follow from, in any order. `contents` are sha256s of files, hexadecimal. */
export function packKey({ target, decoder }: PixelRecipe, contents: Iterable<string>): string {
  const { shape, resize, background } = target
  const hash = createHash('sha256').update(JSON.stringify(['pack', 1, decoder, shape, resize, background]))
  for (const content of [...new Set(contents)].sort()) hash.update(content)
  return hash.digest('hex').slice(0, 40)
}
