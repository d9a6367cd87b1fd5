import { inflateRawSync } from 'node:zlib'
import { Problem } from '../../../shared/problem'
import { type BinaryFile, binaryInMemory, binaryPart } from '../binaryFile'
import { Cursor } from '../hdf5/read/cursor'
import { printable } from '../printable'
import { crc32 } from './crc32'

/** A member of a zip, not unpacked yet. */
export interface ZipEntry {
  readonly name: string
  /** Unpacked. */
  readonly bytes: number
  /** Throws `zip-...` where it is not what the list says; nothing beyond `bytes` is unpacked. */
  open(): BinaryFile
}

const mostEntries = 10_000
const largestDirectory = 2 ** 24
/** Weights barely shrink, texts by ten or so. */
const largestRatio = 100

/**
 * The members of a zip by name, from its central directory alone. Refused by a stable code: names that stand twice, that lead
 * elsewhere or are links, encrypted members, more than one disk, zip64, sizes beyond the file or beyond `limit` together, a local head that
 * says something else, and what would unpack to more than 100 times its size.
 */
export function readZip(file: BinaryFile, limit: number): Map<string, ZipEntry> {
  const fault = (code: string, what: string) => zipProblem(code, what, file.place)
  try {
    const { count, position, length } = directoryOf(file, fault)
    const directory = new Cursor(file.bytes(position, length))
    const entries = new Map<string, ZipEntry>()
    let total = 0
    for (let k = 0; k < count; k++) {
      if (directory.u32() !== 0x02014b50) throw fault('directory', 'its list of members is damaged')
      const madeBy = directory.u16()
      directory.skip(2)
      const flags = directory.u16()
      const method = directory.u16()
      directory.skip(4)
      const crc = directory.u32()
      const packed = directory.u32()
      const bytes = directory.u32()
      const [nameLength, extraLength, commentLength] = [directory.u16(), directory.u16(), directory.u16()]
      directory.skip(4)
      const attributes = directory.u32()
      const start = directory.u32()
      const name = Buffer.from(directory.take(nameLength)).toString('utf8')
      directory.skip(extraLength + commentLength)
      const wrong = (code: string, what: string) => fault(code, `${printable(name)} ${what}`)
      if (entries.has(name)) throw wrong('duplicate', 'stands twice')
      if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\\|\0/.test(name)) throw wrong('path', 'leads out of the file')
      // Unix permissions stand in the upper half, where the maker is Unix.
      if (madeBy >> 8 === 3 && ((attributes >>> 16) & 0xf000) === 0xa000) throw wrong('link', 'is a link')
      if (flags & 0x2041) throw wrong('encrypted', 'is encrypted')
      if (method !== 0 && method !== 8) throw wrong('method', `is packed by method ${method}`)
      if ([packed, bytes, start].includes(0xffffffff)) throw wrong('zip64', 'has sizes of 64 bits')
      if (method === 0 && packed !== bytes) throw wrong('size', 'has two sizes')
      if (bytes > packed * largestRatio + 1024) throw wrong('ratio', `would unpack from ${packed} to ${bytes} bytes`)
      total += bytes
      if (total > limit) throw fault('size', `it would unpack to more than ${limit} bytes`)
      entries.set(name, { name, bytes, open: () => open(file, { name, start, method, packed, bytes, crc }, wrong) })
    }
    return entries
  } catch (error) {
    if (error instanceof RangeError) throw fault('truncated', 'it ends before what its list of members says')
    throw error
  }
}

export const isZip = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)

type Fault = (code: string, what: string) => Problem

function directoryOf(file: BinaryFile, fault: Fault) {
  const tail = Math.min(file.size, 65_557)
  const end = file.bytes(file.size - tail, tail)
  for (let at = tail - 22; at >= 0; at--) {
    if (end[at] !== 0x50 || end[at + 1] !== 0x4b || end[at + 2] !== 5 || end[at + 3] !== 6) continue
    const cursor = new Cursor(end).skip(at + 4)
    const [disk, otherDisk, here, count] = [cursor.u16(), cursor.u16(), cursor.u16(), cursor.u16()]
    const length = cursor.u32()
    const position = cursor.u32()
    if (disk !== 0 || otherDisk !== 0 || here !== count) throw fault('directory', 'it is one of several disks')
    if (count > mostEntries || length > largestDirectory) throw fault('directory', 'it has too many members')
    return { count, position, length }
  }
  throw fault('truncated', 'it has no list of members at its end')
}

interface Member {
  readonly name: string
  readonly start: number
  readonly method: number
  readonly packed: number
  readonly bytes: number
  readonly crc: number
}

function open(file: BinaryFile, { name, start, method, packed, bytes, crc }: Member, wrong: Fault): BinaryFile {
  const head = new Cursor(file.bytes(start, 30))
  if (head.u32() !== 0x04034b50) throw wrong('local', 'does not begin where the list says')
  head.skip(2)
  const flags = head.u16()
  const localMethod = head.u16()
  head.skip(4)
  const [localCrc, localPacked, localBytes] = [head.u32(), head.u32(), head.u32()]
  const [nameLength, extraLength] = [head.u16(), head.u16()]
  const localName = Buffer.from(file.bytes(start + 30, nameLength)).toString('utf8')
  // A writer that did not know the sizes yet leaves them out here and sets this flag.
  const isLater = (flags & 8) !== 0 && localPacked === 0 && localBytes === 0
  // Python's zipfile says the sizes in an extra field where a member might become large.
  const isFar = localPacked === 0xffffffff && localBytes === 0xffffffff
  const isSame = localCrc === crc && localPacked === packed && localBytes === bytes
  if (localName !== name || localMethod !== method || !(isLater || isFar || isSame))
    throw wrong('local', 'is described twice, and otherwise')
  const from = start + 30 + nameLength + extraLength
  if (method === 0) return { ...binaryPart(file, from, bytes) }
  let content: Uint8Array
  try {
    content = inflateRawSync(file.bytes(from, packed), { maxOutputLength: Math.max(1, bytes) })
  } catch (error) {
    if (error instanceof RangeError && !('code' in error)) throw error
    throw wrong('size', `does not unpack to its ${bytes} bytes`)
  }
  if (content.length !== bytes || crc32(content) !== crc) throw wrong('size', `does not unpack to its ${bytes} bytes`)
  return binaryInMemory(content, file.place)
}

const zipProblem = (code: string, what: string, place: string): Problem =>
  new Problem({ code: `zip-${code}`, message: what, remedy: 'get the file again from where it was made', place })
