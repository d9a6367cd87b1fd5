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
