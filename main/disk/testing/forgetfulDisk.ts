import path from 'node:path'
import type { Disk, FolderEntry, OpenFile } from '../disk'

type Item = File | Folder

interface File {
  readonly kind: 'file'
  data: Buffer
  /** What a power cut leaves for sure. */
  durable: Buffer
}

interface Folder {
  readonly kind: 'folder'
  names: Map<string, Item>
  durable: Map<string, Item>
  /** Changes of names since the last sync of the folder: put (an item) or taken away (undefined). */
  pending: [name: string, item: Item | undefined][]
}

/**
 * A disk in memory that keeps the two promises of POSIX and none more: a file's content is safe after its fsync, a name after
 * the fsync of its folder. `crash` is a power cut: what was not synced may be there, be half there, be zeros, or be gone, and
 * renames may have arrived in any order or not at all.
 */
export class ForgetfulDisk implements Disk {
  /** Bytes free, as `freeBytes` tells. */
  free: number | undefined
  private readonly root: Folder

  constructor(root: Folder = emptyFolder()) {
    this.root = root
  }

  /** The disk after the power is back. `random` gives whole numbers below its argument. This one stays as it is. */
  crash(random: (below: number) => number): ForgetfulDisk {
    return new ForgetfulDisk(survivor(this.root, random) as Folder)
  }

  /** Every file with its content, by path; for comparison. */
  files(): Map<string, Buffer> {
    const found = new Map<string, Buffer>()
    const walk = (folder: Folder, at: string) => {
      for (const [name, item] of folder.names)
        if (item.kind === 'file') found.set(`${at}/${name}`, item.data)
        else walk(item, `${at}/${name}`)
    }
    walk(this.root, '')
    return found
  }

  async open(file: string, mode: 'read' | 'create' | 'append'): Promise<OpenFile> {
    const folder = this.folder(path.dirname(file))
    const name = path.basename(file)
    let item = folder.names.get(name)
    if (mode === 'create' && item) throw failure('EEXIST', file)
    if (!item) {
      if (mode === 'read') throw failure('ENOENT', file)
      item = { kind: 'file', data: Buffer.alloc(0), durable: Buffer.alloc(0) }
      put(folder, name, item)
    }
    if (item.kind === 'folder') throw failure('EISDIR', file)
    return openFile(item)
  }

  async rename(from: string, to: string): Promise<void> {
    const item = this.item(from)
    const target = this.folder(path.dirname(to))
    const there = target.names.get(path.basename(to))
    if (there && (there.kind === 'folder' || item.kind === 'folder')) throw failure('EEXIST', to)
    put(target, path.basename(to), item)
    put(this.folder(path.dirname(from)), path.basename(from), undefined)
  }

  async makeFolder(folder: string): Promise<void> {
    let at = this.root
    for (const name of parts(folder)) {
      let next = at.names.get(name)
      if (!next) {
        next = emptyFolder()
        put(at, name, next)
      }
      if (next.kind === 'file') throw failure('ENOTDIR', folder)
      at = next
    }
  }

  async makeNewFolder(folder: string): Promise<void> {
    const parent = this.folder(path.dirname(folder))
    if (parent.names.has(path.basename(folder))) throw failure('EEXIST', folder)
    put(parent, path.basename(folder), emptyFolder())
  }

  async list(folder: string): Promise<FolderEntry[]> {
    return [...this.folder(folder).names].map(([name, { kind }]) => ({ name, kind }))
  }

  async removeFile(file: string): Promise<void> {
    if (this.item(file).kind !== 'file') throw failure('EISDIR', file)
    put(this.folder(path.dirname(file)), path.basename(file), undefined)
  }

  /** As a real one does it: the files first, each on its own. */
  async removeFolder(folder: string): Promise<void> {
    const parent = this.folder(path.dirname(folder))
    const item = parent.names.get(path.basename(folder))
    if (item?.kind !== 'folder') return
    for (const [name, inner] of item.names)
      if (inner.kind === 'folder') await this.removeFolder(path.join(folder, name))
      else put(item, name, undefined)
    put(parent, path.basename(folder), undefined)
  }

  async syncFolder(folder: string): Promise<void> {
    const item = this.folder(folder)
    item.durable = new Map(item.names)
    item.pending = []
  }

  async freeBytes(): Promise<number | undefined> {
    return this.free
  }

  private folder(folder: string): Folder {
    const item = this.item(folder)
    if (item.kind === 'file') throw failure('ENOTDIR', folder)
    return item
  }

  private item(place: string): Item {
    let at: Item = this.root
    for (const name of parts(place)) {
      const next: Item | undefined = at.kind === 'folder' ? at.names.get(name) : undefined
      if (!next) throw failure('ENOENT', place)
      at = next
    }
    return at
  }
}

const emptyFolder = (): Folder => ({ kind: 'folder', names: new Map(), durable: new Map(), pending: [] })
const parts = (place: string) => place.split(/[\\/]/).filter((part) => part !== '' && part !== '.')
const failure = (code: string, place: string) => Object.assign(new Error(`${code}: '${place}'`), { code })

function put(folder: Folder, name: string, item: Item | undefined): void {
  if (item) folder.names.set(name, item)
  else folder.names.delete(name)
  folder.pending.push([name, item])
}

function openFile(item: File): OpenFile {
  return {
    size: async () => item.data.length,
    read: async (into, position) => {
      const bytes = item.data.subarray(position, position + into.length)
      into.set(bytes)
      return bytes.length
    },
    append: async (bytes) => {
      item.data = Buffer.concat([item.data, bytes])
    },
    truncate: async (size) => {
      item.data = Buffer.from(item.data.subarray(0, size))
    },
    sync: async () => {
      item.durable = item.data
    },
    close: async () => {},
  }
}

function survivor(item: Item, random: (below: number) => number): Item {
  if (item.kind === 'file') {
    const tail = item.data.subarray(item.durable.length)
    const tails = [Buffer.alloc(0), tail.subarray(0, random(tail.length + 1)), Buffer.alloc(tail.length)]
    const kept = Buffer.concat([item.durable, tails[random(tails.length)] as Buffer])
    return { kind: 'file', data: kept, durable: kept }
  }
  const names = new Map(item.durable)
  const pending = item.pending.filter(() => random(2) === 0)
  for (let i = pending.length - 1; i > 0; i--) {
    const j = random(i + 1)
    ;[pending[i], pending[j]] = [pending[j] as (typeof pending)[0], pending[i] as (typeof pending)[0]]
  }
  for (const [name, inner] of pending)
    if (inner) names.set(name, inner)
    else names.delete(name)
  const kept = new Map([...names].map(([name, inner]) => [name, survivor(inner, random)]))
  return { kind: 'folder', names: kept, durable: new Map(kept), pending: [] }
}
