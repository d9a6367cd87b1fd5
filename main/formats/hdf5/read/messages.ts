import type { BinaryFile } from '../../binaryFile'
import { Cursor } from './cursor'
import { hdf5Problem } from './problem'

export interface HeaderMessage {
  readonly type: number
  readonly flags: number
  readonly body: Uint8Array
}

/** More messages than an object of a model has. */
const mostMessages = 100_000
const mostBlocks = 1000
/** Of one block, in bytes. */
const largestBlock = 2 ** 24

/** The messages of an object's header, version 1 or 2, its continuations too. */
export function headerMessages(file: BinaryFile, address: number): HeaderMessage[] {
  const messages: HeaderMessage[] = []
  const blocks: { readonly position: number; readonly length: number }[] = []
  const seen = new Set<number>()
  const fault = (what: string) => hdf5Problem('header', `the header at byte ${address} ${what}`, file.place)
  const isNew = Buffer.from(file.bytes(address, 4)).toString('latin1') === 'OHDR'
  let tracked = false
  if (isNew) {
    const head = new Cursor(file.bytes(address, Math.min(64, file.size - address))).skip(4)
    if (head.u8() !== 2) throw fault('is of an unknown version')
    const flags = head.u8()
    tracked = (flags & 0x04) !== 0
    head.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0))
    const width = 1 << (flags & 3)
    const length = width === 1 ? head.u8() : width === 2 ? head.u16() : width === 4 ? head.u32() : head.u64()
    if (length === undefined) throw fault('is too long')
    blocks.push({ position: address + head.at, length })
  } else {
    const head = new Cursor(file.bytes(address, 16))
    if (head.u8() !== 1) throw fault('is of an unknown version')
    head.skip(7)
    blocks.push({ position: address + 16, length: head.u32() })
  }
  for (let k = 0; k < blocks.length; k++) {
    const { position, length } = blocks[k] as { position: number; length: number }
    if (k >= mostBlocks || length > largestBlock || seen.has(position)) throw fault('has too many parts')
    seen.add(position)
    const block = new Cursor(file.bytes(position, length))
    const head = isNew ? (tracked ? 6 : 4) : 8
    while (block.left >= head) {
      const type = isNew ? block.u8() : block.u16()
      const size = block.u16()
      const flags = block.u8()
      block.skip(isNew ? (tracked ? 2 : 0) : 3)
      if (size > block.left) throw fault('has a message beyond its end')
      const body = block.take(size)
      if (type === 0x10) {
        const next = new Cursor(body)
        const [at, bytes] = [next.u64(), next.u64()]
        if (at === undefined || bytes === undefined) throw fault('goes on nowhere')
        // A continued block of version 2 has a signature in front and a checksum behind.
        blocks.push(isNew ? { position: at + 4, length: bytes - 8 } : { position: at, length: bytes })
      } else if (type !== 0) messages.push({ type, flags, body })
      if (messages.length > mostMessages) throw fault('has too many messages')
    }
  }
  return messages
}
