import type { PictureDecoder } from '../../pictures/pictureDecoder'
import { sha256 } from '../../sha256'

/**
 * Pixels that follow from a file's bytes without decoding them, for child processes that are killed in the midst of packing and
 * cannot wait for TensorFlow each time.
 */
export const digestDecoder: PictureDecoder = {
  version: 'digest',
  async decode(pictures, { shape }, into) {
    const size = shape[0] * shape[1] * shape[2]
    return pictures.map(({ bytes }, k) => {
      const digest = sha256(bytes)
      for (let at = 0; at < size; at++) into[k * size + at] = digest[at % digest.length] as number
      return { notes: [] }
    })
  },
  close: () => {},
}
