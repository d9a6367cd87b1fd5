import { maskedCrc } from '../../crc32c'
import { handlesBytes, type TableEntry, tableMagic, trailerBytes } from './encodeTable'

/** Bytes that are no table. The sentence goes on after "the index": "ends inside a number". */
export class TableFault extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'TableFault'
  }
}

interface Handle {
  readonly offset: number
  readonly size: number
}

/** All lines of a sorted table, in order. Throws a TableFault; what the bytes claim is not believed. */
export function decodeTable(bytes: Uint8Array): readonly TableEntry[] {
  const footerAt = bytes.length - handlesBytes - 8
  if (footerAt < 0 || Buffer.from(bytes.subarray(-8)).readBigUInt64LE() !== tableMagic)
    throw new TableFault('does not end as an index of a checkpoint does')
  const handles = new Cursor(bytes.subarray(footerAt, footerAt + handlesBytes))
  handles.handle()
  return linesOf(bytes, handles.handle()).flatMap(({ value }) => linesOf(bytes, new Cursor(value).handle()))
}

function linesOf(bytes: Uint8Array, { offset, size }: Handle): TableEntry[] {
  if (offset + size + trailerBytes > bytes.length) throw new TableFault('names a block beyond its end')
  const checked = bytes.subarray(offset, offset + size + 1)
  if (checked[size] !== 0) throw new TableFault('is compressed, which is not read')
  const crc = Buffer.from(bytes.subarray(offset + size + 1, offset + size + trailerBytes)).readUInt32LE()
  if (crc !== maskedCrc(checked)) throw new TableFault('has a block whose checksum is another')
  const content = Buffer.from(checked.subarray(0, size))
  const starts = size >= 4 ? content.readUInt32LE(size - 4) : 0
  const end = size - 4 - 4 * starts
  if (end < 0) throw new TableFault('has a block that is too short')
  const cursor = new Cursor(content.subarray(0, end))
  const lines: TableEntry[] = []
  let before = new Uint8Array(0)
  while (!cursor.isAtEnd) {
    const [shared, own, value] = [cursor.varint(), cursor.varint(), cursor.varint()]
    if (shared > before.length) throw new TableFault('has a key that shares more than there is')
    const key = Buffer.concat([before.subarray(0, shared), cursor.take(own)])
    lines.push({ key, value: cursor.take(value) })
    before = key
  }
  return lines
}

class Cursor {
  private at = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  varint(): number {
    for (let value = 0, factor = 1; factor < 2 ** 49; factor *= 0x80) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new TableFault('ends inside a number')
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
    throw new TableFault('has a number that is too large')
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() }
  }

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new TableFault('ends inside a line')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
}
