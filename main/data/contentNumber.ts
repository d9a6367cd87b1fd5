import { philox } from './philox'

const counter = new Uint32Array(4)
const drawn = new Uint32Array(4)

/**
 * A number from 0 to 1 that follows from a content and a seed alone: where an image falls when images are dealt out.
 * `word(k)` gives the k-th little-endian 32-bit word of the content's sha256.
 */
export function contentNumber(word: (k: number) => number, seed: number): number {
  for (let k = 0; k < 4; k++) counter[k] = word(k)
  philox(seed >>> 0, Math.floor(seed / 2 ** 32), counter, drawn)
  return (drawn[0] as number) / 2 ** 32
}
