import { createHash } from 'node:crypto'

/** sha256 of each image's bytes, 32 bytes each, one behind the other: what an image is, whatever its name and label. */
export function contentDigests(pixels: Uint8Array, count: number, size: number): Uint8Array {
  const digests = new Uint8Array(count * 32)
  for (let i = 0; i < count; i++)
    digests.set(
      createHash('sha256')
        .update(pixels.subarray(i * size, (i + 1) * size))
        .digest(),
      i * 32,
    )
  return digests
}
