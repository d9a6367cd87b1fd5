/**
 * A pack on the disk, little endian:
 *
 *   pixels     NHWC bytes, one picture behind the other
 *   digests    for each picture sha256 of its pixels, then for each sha256 of its file: 64 bytes a picture
 *   index      JSON
 *   trailer    pictures uint32, bytes of the index uint32, sha256 of digests and index, magic: 48 bytes
 *
 * The end comes last, so that a file which was not finished has none. Every byte is under a digest.
 */
export const trailerBytes = 48
const magic = Buffer.from('LLPACK01')

export interface PackTrailer {
  readonly pictures: number
  readonly indexBytes: number
  /** sha256 of digests and index. */
  readonly digest: Uint8Array
}

export function formatTrailer({ pictures, indexBytes, digest }: PackTrailer): Uint8Array {
  const bytes = Buffer.alloc(trailerBytes)
  bytes.writeUInt32LE(pictures, 0)
  bytes.writeUInt32LE(indexBytes, 4)
  bytes.set(digest, 8)
  bytes.set(magic, 40)
  return bytes
}

/** `undefined` for bytes that are no trailer. */
export function parseTrailer(bytes: Uint8Array): PackTrailer | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length !== trailerBytes || !buffer.subarray(40).equals(magic)) return undefined
  return { pictures: buffer.readUInt32LE(0), indexBytes: buffer.readUInt32LE(4), digest: buffer.subarray(8, 40) }
}
