import type { Entry } from 'yauzl'

/** A file inside an archive: where it lies there and what the table says of it. */
export interface ZipMember {
  /** As in PictureEntry; unpacked size in `size`. */
  readonly name: string
  readonly size: number
  readonly modified: number
  /** Bytes in the archive. */
  readonly packedSize: number
  readonly isDeflated: boolean
  readonly crc32: number
  /** Where its own header begins. */
  readonly offset: number
  /** As it stands in the archive; the header in front of the bytes has to say the same. */
  readonly rawName: Buffer
}

/** What the table says of a file, under the name that it is to have. */
export function memberOf(entry: Entry, name: string): ZipMember {
  return {
    name,
    size: entry.uncompressedSize,
    // The time zone of who made it is not known: UTC gives the same on every machine.
    modified: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    packedSize: entry.compressedSize,
    isDeflated: entry.compressionMethod === 8,
    crc32: entry.crc32,
    offset: entry.relativeOffsetOfLocalHeader,
    // A copy: what yauzl gives is a view of the comment too, which may be long.
    rawName: Buffer.from(entry.fileNameRaw),
  }
}
