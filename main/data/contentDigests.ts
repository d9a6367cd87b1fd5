import { sha256 } from './sha256'

/** sha256 of each image's bytes, 32 bytes each, one behind the other: what an image is, whatever its name and label. */
export function contentDigests(pixels: Uint8Array, count: number, size: number): Uint8Array {
  const digests = new Uint8Array(count * 32)
  for (let i = 0; i < count; i++) digests.set(sha256(pixels.subarray(i * size, (i + 1) * size)), i * 32)
  return digests
}
