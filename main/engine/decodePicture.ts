import { tensorflow } from './tensorflow'

/**
 * A PNG or JPEG file as rows of bytes, [height, width, channels]: grey for 1 channel, RGB for 3. Alpha is dropped, 16 bits become 8.
 * A picture of a billion pixels ends the process, so look at the header first. Throws TensorFlow's error for damaged bytes.
 */
export function decodePicture(bytes: Uint8Array, kind: 'png' | 'jpeg', channels: 1 | 3): Uint8Array {
  const tf = tensorflow()
  const pixels = tf.tidy(() => {
    const decoded = kind === 'png' ? tf.node.decodePng(bytes, channels) : tf.node.decodeJpeg(bytes, channels)
    return decoded.dataSync()
  })
  return Uint8Array.from(pixels)
}
