import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'

/**
 * sha256 of a file of any size, as hex.
 * @param {string} file
 * @param {(bytes: number) => void} [onRead] told how much was read so far
 */
export async function fileHash(file, onRead) {
  const hash = createHash('sha256')
  let read = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk)
    read += chunk.length
    onRead?.(read)
  }
  return hash.digest('hex')
}

/**
 * One hash of several small files and words, in their order.
 * @param {readonly string[]} files
 * @param {...string} words
 */
export function hashOf(files, ...words) {
  const hash = createHash('sha256')
  for (const word of words) hash.update(`${word}\0`)
  for (const file of files) hash.update(createHash('sha256').update(readFileSync(file)).digest())
  return hash.digest('hex')
}
