import { tensorflow } from './tensorflow'

/** Rows of RGB bytes, [height, width, 3], as a PNG file. */
export async function encodePng(pixels: Uint8Array, height: number, width: number): Promise<Uint8Array> {
  const tf = tensorflow()
  const picture = tf.tensor3d(Int32Array.from(pixels), [height, width, 3], 'int32')
  try {
    return await tf.node.encodePng(picture)
  } finally {
    picture.dispose()
  }
}
