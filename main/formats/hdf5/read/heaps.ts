import type { BinaryFile } from '../../binaryFile'
import { Cursor } from './cursor'
import { hdf5Problem } from './problem'

const largestHeap = 2 ** 26

/** Names of an old group: a text for each offset. */
export function localHeap(file: BinaryFile, address: number): (offset: number) => string {
  const head = new Cursor(file.bytes(address, 32))
  if (head.signature() !== 'HEAP') throw hdf5Problem('header', `no heap at byte ${address}`, file.place)
  head.skip(4)
  const size = head.u64()
  head.skip(8)
  const data = head.u64()
  if (size === undefined || data === undefined || size > largestHeap)
    throw hdf5Problem('header', `a heap without a size at byte ${address}`, file.place)
  const bytes = Buffer.from(file.bytes(data, size))
  return (offset) => {
    const end = bytes.indexOf(0, offset)
    if (offset >= bytes.length || end < 0) throw hdf5Problem('header', 'a name beyond its heap', file.place)
    return bytes.toString('utf8', offset, end)
  }
}

/** A text of a global heap. */
export function heapText(file: BinaryFile, reference: Uint8Array, limit: number): string {
  const pointer = new Cursor(reference)
  const length = pointer.u32()
  const address = pointer.u64()
  const wanted = pointer.u32()
  if (length === 0) return ''
  if (length > limit) throw hdf5Problem('text', `a text of ${length} bytes, more than ${limit}`, file.place)
  if (address === undefined) throw hdf5Problem('text', 'a text that lies nowhere', file.place)
  const head = new Cursor(file.bytes(address, 16))
  if (head.signature() !== 'GCOL') throw hdf5Problem('text', `no text at byte ${address}`, file.place)
  const size = head.skip(4).u64()
  if (size === undefined) throw hdf5Problem('text', 'a heap of texts without an end', file.place)
  for (let at = 16; at + 16 <= size; ) {
    const entry = new Cursor(file.bytes(address + at, 16))
    const index = entry.u16()
    entry.skip(6)
    const bytes = entry.u64()
    if (index === 0 || bytes === undefined) break
    if (index === wanted) {
      if (length > bytes) throw hdf5Problem('text', 'a text beyond its heap', file.place)
      return Buffer.from(file.bytes(address + at + 16, length)).toString('utf8')
    }
    at += 16 + Math.ceil(bytes / 8) * 8
  }
  throw hdf5Problem('text', 'a text that its heap does not have', file.place)
}
