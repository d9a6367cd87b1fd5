import { readSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { errorCode } from '../../../disk/disk'
import { crc32 } from '../../pictures/crc32'
import { fileProblem } from '../fileProblem'
import type { FileProblem } from '../pictureListing'
import { headerBytes } from './zipLimits'
import type { ZipMember } from './zipMember'

/** Behind the name there may be extra fields that the table does not count; most archives have fewer bytes of them. */
const usualExtraBytes = 64

/**
 * A member's bytes out of an open archive, held against the table: size, CRC-32, and the header in front of it. A Problem
 * (`zip-damaged`) if anything differs. Memory is taken for the size that the table names, whatever the packed bytes would give.
 */
export function readZipMember(file: number, member: ZipMember): Uint8Array | FileProblem {
  try {
    const packed = packedBytes(file, member)
    if (typeof packed === 'string') return damaged(member, packed)
    const bytes = member.isDeflated ? inflate(packed, member.size) : packed
    if (bytes.length !== member.size) return damaged(member, `it has ${bytes.length} bytes instead of ${member.size}`)
    if (crc32(bytes) !== member.crc32) return damaged(member, 'its checksum is wrong')
    return bytes
  } catch (error) {
    const code = errorCode(error)
    if (code?.startsWith('Z_')) return damaged(member, 'it cannot be unpacked')
    if (code === 'ERR_BUFFER_TOO_LARGE') return damaged(member, `it has more than its ${member.size} bytes`)
    return fileProblem(error, 'picture', member.name)
  }
}

/** The packed bytes, or what is wrong with the header in front of them. */
function packedBytes(file: number, { offset, packedSize, rawName }: ZipMember): Buffer | string {
  const read = Buffer.allocUnsafe(headerBytes + rawName.length + usualExtraBytes + packedSize)
  const got = readFully(file, read, offset)
  if (got < headerBytes + rawName.length || read.readUInt32LE(0) !== 0x04034b50) return 'it is not where it should be'
  const nameLength = read.readUInt16LE(26)
  if (!rawName.equals(read.subarray(headerBytes, headerBytes + nameLength))) return 'it has another name'
  const start = headerBytes + nameLength + read.readUInt16LE(28)
  if (start + packedSize <= got) return read.subarray(start, start + packedSize)
  const packed = Buffer.allocUnsafe(packedSize)
  return readFully(file, packed, offset + start) === packedSize ? packed : 'it is cut short'
}

function readFully(file: number, into: Buffer, position: number): number {
  let done = 0
  while (done < into.length) {
    const got = readSync(file, into, done, into.length - done, position + done)
    if (got === 0) break
    done += got
  }
  return done
}

/** Ends with an error as soon as there is more than `size`. */
const inflate = (packed: Buffer, size: number): Buffer =>
  inflateRawSync(packed, { maxOutputLength: size, chunkSize: Math.max(64, Math.min(size, 2 ** 20)) })

const damaged = ({ name }: ZipMember, what: string): FileProblem => ({
  code: 'zip-damaged',
  message: `cannot be taken out of the archive: ${what}`,
  remedy: 'get the archive again',
  place: name,
})
