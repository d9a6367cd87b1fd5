import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { encodePng } from './encodePng.mjs'

/**
 * MNIST as PNG files in class folders, `7/00042.png`: the 60,000 training images and the 10,000 test images behind them, numbered as in
 * the original.
 *
 * @param {string} folder is made; files of these names are overwritten
 * @param {object} options
 * @param {string} options.mnist folder of the four gzipped IDX files
 * @param {number} [options.count] the first so many images; all of them by default
 * @param {boolean} [options.splits] puts the class folders into `train` and `test`
 * @returns {number} how many were written
 */
export function makeDigitFolder(folder, { mnist, count = 70_000, splits = false }) {
  let written = 0
  for (const { prefix, split } of [
    { prefix: 'train', split: 'train' },
    { prefix: 't10k', split: 'test' },
  ]) {
    const images = gunzipSync(readFileSync(path.join(mnist, `${prefix}-images-idx3-ubyte.gz`))).subarray(16)
    const labels = gunzipSync(readFileSync(path.join(mnist, `${prefix}-labels-idx1-ubyte.gz`))).subarray(8)
    const top = splits ? path.join(folder, split) : folder
    for (let digit = 0; digit < 10; digit++) mkdirSync(path.join(top, `${digit}`), { recursive: true })
    for (let k = 0; k < labels.length && written < count; k++, written++) {
      const png = encodePng(images.subarray(k * 784, (k + 1) * 784), 28, 28)
      writeFileSync(path.join(top, `${labels[k]}`, `${`${written}`.padStart(5, '0')}.png`), png)
    }
  }
  return written
}
