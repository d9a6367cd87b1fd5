import { type FileHandle, open } from 'node:fs/promises'
import { Problem } from '../../../shared/problem'
import { Bytes } from '../hdf5/bytes'
import { crc32 } from './crc32'

export interface ZipMember {
  /** ASCII. */
  readonly name: string
  readonly bytes: number
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Sizes and places in an entry have 32 bits. */
const mostBytes = 0xffffffff

/**
 * A zip of members as they are (weights barely shrink), written in one go. The checksum, which is known only behind the bytes, is put
 * into the head afterwards. Times are those of 1980, so that equal models make equal files.
 */
export async function writeZip(place: string, members: readonly ZipMember[]): Promise<void> {
  const total = members.reduce((sum, { bytes }) => sum + bytes + 1024, 0)
  if (total > mostBytes)
    throw new Problem({
      code: 'export-too-large',
      message: `the file would have ${(total / 1e9).toFixed(1)} GB, a zip has 4 at most`,
      remedy: 'use weights of float16, or another format',
    })
  const file = await open(place, 'wx')
  try {
    const directory = new Bytes()
    let at = 0
    for (const { name, bytes, pieces } of members) {
      const start = at
      const head = (crc: number) => local(name, bytes, crc)
      at += await put(file, head(0), at)
      let crc = 0
      let size = 0
      for await (const piece of pieces()) {
        crc = crc32(piece, crc)
        size += piece.length
        at += await put(file, piece, at)
      }
      if (size !== bytes) throw new Error(`${name} has ${size} bytes, not ${bytes}`)
      await put(file, head(crc), start)
      directory.add(central(name, bytes, crc, start))
    }
    const end = new Bytes()
      .add(directory.all())
      .u32(0x06054b50)
      .u16(0)
      .u16(0)
      .u16(members.length)
      .u16(members.length)
      .u32(directory.length)
      .u32(at)
      .u16(0)
    await put(file, end.all(), at)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function put(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
  return bytes.length
}

/** 1 January 1980, midnight. */
const firstDay = 0x21

const local = (name: string, bytes: number, crc: number): Uint8Array =>
  new Bytes()
    .u32(0x04034b50)
    .u16(20)
    .u16(0)
    .u16(0)
    .u16(0)
    .u16(firstDay)
    .u32(crc)
    .u32(bytes)
    .u32(bytes)
    .u16(name.length)
    .u16(0)
    .text(name)
    .all()

const central = (name: string, bytes: number, crc: number, start: number): Uint8Array =>
  new Bytes()
    .u32(0x02014b50)
    .u16(20)
    .u16(20)
    .u16(0)
    .u16(0)
    .u16(0)
    .u16(firstDay)
    .u32(crc)
    .u32(bytes)
    .u32(bytes)
    .u16(name.length)
    .u16(0)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(0)
    .u32(start)
    .text(name)
    .all()
