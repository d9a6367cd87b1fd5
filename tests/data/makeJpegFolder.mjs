import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomJpeg } from './randomJpeg.mjs'

/**
 * Small JPEGs, each another picture, in class folders: `c007/000042.jpg`.
 *
 * @param {string} folder is made; files of these names are overwritten
 * @param {object} options
 * @param {number} options.count pictures in all
 * @param {number} options.classes
 */
export function makeJpegFolder(folder, { count, classes }) {
  const folders = Array.from({ length: classes }, (_, k) => path.join(folder, `c${`${k}`.padStart(3, '0')}`))
  for (const one of folders) mkdirSync(one, { recursive: true })
  for (let k = 0; k < count; k++) {
    const one = /** @type {string} */ (folders[k % classes])
    writeFileSync(path.join(one, `${`${k}`.padStart(6, '0')}.jpg`), randomJpeg(k))
  }
}
