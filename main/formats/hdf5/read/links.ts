import type { BinaryFile } from '../../binaryFile'
import { printable } from '../../printable'
import { Cursor } from './cursor'
import { localHeap } from './heaps'
import type { HeaderMessage } from './messages'
import { hdf5Problem } from './problem'

const mostEntries = 1_000_000

/**
 * What a group holds: addresses of objects by name. Soft and external links are refused by name, whatever they point to: a model needs
 * none, and what they name is not ours to open.
 */
export function groupLinks(file: BinaryFile, messages: readonly HeaderMessage[], path: string): Map<string, number> {
  const links = new Map<string, number>()
  const add = (name: string, address: number | undefined) => {
    if (address === undefined) throw hdf5Problem('header', `${printable(`${path}/${name}`)} lies nowhere`, file.place)
    if (links.has(name)) throw hdf5Problem('link', `${printable(`${path}/${name}`)} stands twice`, file.place)
    links.set(name, address)
  }
  for (const { type, body } of messages) {
    if (type === 0x06) readLink(file, body, path, add)
    if (type === 0x11) {
      const cursor = new Cursor(body)
      const [tree, heap] = [cursor.u64(), cursor.u64()]
      if (tree === undefined || heap === undefined) throw hdf5Problem('header', 'a group without names', file.place)
      readSymbols(file, tree, localHeap(file, heap), path, add)
    }
    if (type === 0x02) {
      const cursor = new Cursor(body).skip(1)
      const heap = (cursor.u8() & 1 ? cursor.skip(8) : cursor).u64()
      if (heap !== undefined)
        throw hdf5Problem(
          'layout',
          `${printable(path)} is a group of a kind that Keras does not write (dense links)`,
          file.place,
        )
    }
  }
  return links
}

type Add = (name: string, address: number | undefined) => void

function readLink(file: BinaryFile, body: Uint8Array, path: string, add: Add): void {
  const cursor = new Cursor(body).skip(1)
  const flags = cursor.u8()
  const type = flags & 0x08 ? cursor.u8() : 0
  cursor.skip((flags & 0x04 ? 8 : 0) + (flags & 0x10 ? 1 : 0))
  const width = flags & 3
  const length = width === 0 ? cursor.u8() : width === 1 ? cursor.u16() : width === 2 ? cursor.u32() : cursor.u64()
  const name = Buffer.from(cursor.take(length ?? -1)).toString('utf8')
  if (type !== 0)
    throw linkProblem(
      file,
      path,
      name,
      type === 64 ? 'an external link' : type === 1 ? 'a soft link' : 'a link of its own kind',
    )
  add(name, cursor.u64())
}

function readSymbols(file: BinaryFile, tree: number, nameAt: (offset: number) => string, path: string, add: Add): void {
  const waiting = [tree]
  const seen = new Set<number>()
  for (let count = 0; waiting.length > 0; count++) {
    const address = waiting.pop() as number
    if (seen.has(address) || count > mostEntries)
      throw hdf5Problem('header', 'a group that holds its own list', file.place)
    seen.add(address)
    const head = new Cursor(file.bytes(address, 8))
    const signature = head.signature()
    if (signature === 'TREE') {
      const type = head.u8()
      head.skip(1)
      const used = head.u16()
      if (type !== 0) throw hdf5Problem('header', 'a list of another kind in a group', file.place)
      const body = new Cursor(file.bytes(address + 24, used * 16 + 8))
      for (let k = 0; k < used; k++) {
        const child = body.skip(8).u64()
        if (child === undefined) throw hdf5Problem('header', 'a list that goes on nowhere', file.place)
        waiting.push(child)
      }
    } else if (signature === 'SNOD') {
      head.skip(2)
      const used = head.u16()
      const body = new Cursor(file.bytes(address + 8, used * 40))
      for (let k = 0; k < used; k++) {
        const name = nameAt(body.u64() ?? -1)
        const target = body.u64()
        const cached = body.u32()
        body.skip(20)
        if (cached === 2) throw linkProblem(file, path, name, 'a soft link')
        add(name, target)
      }
    } else throw hdf5Problem('header', `no list of names at byte ${address}`, file.place)
  }
}

const linkProblem = (file: BinaryFile, path: string, name: string, what: string) =>
  hdf5Problem('link', `${printable(`${path}/${name}`)} is ${what}, which is not followed`, file.place)
