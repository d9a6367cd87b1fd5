import { createRequire } from 'node:module'
import path from 'node:path'

/** TensorFlow.js in one script for browsers, as its package brings it: a file. */
export function browserScript(): string {
  const require = createRequire(__filename)
  const node = createRequire(require.resolve('@tensorflow/tfjs-node'))
  return path.join(path.dirname(node.resolve('@tensorflow/tfjs/package.json')), 'dist', 'tf.min.js')
}
