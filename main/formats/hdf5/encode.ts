import { elementCount, type Shape } from '../../../shared/graph/shape'
import { Bytes } from './bytes'
import { lookup3 } from './lookup3'

/** An array in the file, made when its turn comes. */
export interface Hdf5Dataset {
  readonly shape: Shape
  readonly type: 'float32' | 'float16'
  /** Little-endian elements; exactly as many as the shape has. */
  bytes(): Promise<Uint8Array>
}

/** A text of any length, or a list of short ones. */
export type Hdf5Attribute = string | readonly string[]

export interface Hdf5Group {
  readonly attributes: ReadonlyMap<string, Hdf5Attribute>
  readonly groups: ReadonlyMap<string, Hdf5Group>
  readonly datasets: ReadonlyMap<string, Hdf5Dataset>
}

export interface EncodedHdf5 {
  readonly bytes: number
  /** In order; each array is asked for once. */
  pieces(): AsyncIterable<Uint8Array>
}

const elementBytes = { float32: 4, float16: 2 } as const
const superblockBytes = 48

/**
 * Groups, contiguous arrays and text attributes as an HDF5 file, for h5py, Keras and every HDF5 library from 1.8 on (superblock 2, object
 * headers 2, links inside of the headers). All addresses follow from the shapes, so that it is written in one go and an array is in
 * memory only while it is written.
 * @see HDF5 File Format Specification Version 3.0
 */
export function encodeHdf5(root: Hdf5Group): EncodedHdf5 {
  let end = superblockBytes
  const datasets: { readonly dataset: Hdf5Dataset; readonly gap: number }[] = []
  const addresses = new Map<Hdf5Dataset, number>()
  for (const dataset of everyDataset(root)) {
    const start = Math.ceil(end / 8) * 8
    datasets.push({ dataset, gap: start - end })
    addresses.set(dataset, start)
    end = start + dataBytes(dataset)
  }
  // Long texts lie in a heap of their own; then the headers, each after those that it names.
  const metadata = new Bytes()
  const gap = Math.ceil(end / 8) * 8 - end
  metadata.zeros(gap)
  const base = end
  const at = () => base + metadata.length
  const heap = encodeHeap(everyText(root), at())
  if (heap) metadata.add(heap.bytes)
  const put = (header: Uint8Array): number => {
    const address = at()
    metadata.add(header).zeros((8 - (header.length % 8)) % 8)
    return address
  }
  const putDataset = (dataset: Hdf5Dataset): number => put(datasetHeader(dataset, addresses.get(dataset) as number))
  const putGroup = (group: Hdf5Group): number => {
    const links: [string, number][] = []
    for (const [name, dataset] of group.datasets) links.push([name, putDataset(dataset)])
    for (const [name, inner] of group.groups) links.push([name, putGroup(inner)])
    return put(groupHeader(links, group.attributes, heap))
  }
  const rootAddress = putGroup(root)
  const total = at()
  return {
    bytes: total,
    async *pieces() {
      yield superblock(rootAddress, total)
      for (const { dataset, gap: before } of datasets) {
        if (before > 0) yield new Uint8Array(before)
        const bytes = await dataset.bytes()
        if (bytes.length !== dataBytes(dataset))
          throw new Error(`${bytes.length} bytes for [${dataset.shape}] of ${dataset.type}`)
        yield bytes
      }
      yield metadata.all()
    },
  }
}

const dataBytes = ({ shape, type }: Hdf5Dataset): number => elementCount(shape) * elementBytes[type]

function* everyDataset({ datasets, groups }: Hdf5Group): Generator<Hdf5Dataset> {
  yield* datasets.values()
  for (const group of groups.values()) yield* everyDataset(group)
}

function* everyText({ attributes, groups }: Hdf5Group): Generator<string> {
  for (const value of attributes.values()) if (typeof value === 'string') yield value
  for (const group of groups.values()) yield* everyText(group)
}

const withChecksum = (bytes: Bytes): Uint8Array => {
  const all = bytes.all()
  return new Bytes().add(all).u32(lookup3(all)).all()
}

const superblock = (root: number, end: number): Uint8Array =>
  withChecksum(
    new Bytes().u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 2, 8, 8, 0).u64(0).u64(undefined).u64(end).u64(root),
  )

interface Message {
  readonly type: number
  readonly body: Uint8Array
}

function objectHeader(messages: readonly Message[]): Uint8Array {
  const content = new Bytes()
  for (const { type, body } of messages) {
    if (body.length > 0xffff) throw new Error('a message of a header has 64 KB at most')
    content.u8(type).u16(body.length).u8(0).add(body)
  }
  // Version 2; flags: the size that follows has four bytes.
  return withChecksum(new Bytes().text('OHDR').u8(2, 0x02).u32(content.length).add(content.all()))
}

function groupHeader(
  links: readonly [string, number][],
  attributes: ReadonlyMap<string, Hdf5Attribute>,
  heap: Heap | undefined,
): Uint8Array {
  const messages: Message[] = [
    { type: 0x02, body: new Bytes().u8(0, 0).u64(undefined).u64(undefined).all() },
    { type: 0x0a, body: new Bytes().u8(0, 0).all() },
  ]
  for (const [name, address] of links) {
    const text = Buffer.from(name, 'utf8')
    // Version 1; flags: UTF-8, a name's length of two bytes; a hard link.
    messages.push({ type: 0x06, body: new Bytes().u8(1, 0x11, 1).u16(text.length).add(text).u64(address).all() })
  }
  for (const [name, value] of attributes) messages.push(attributeMessage(name, value, heap))
  return objectHeader(messages)
}

function datasetHeader({ shape, type, ...rest }: Hdf5Dataset, address: number): Uint8Array {
  return objectHeader([
    { type: 0x01, body: dataspace(shape) },
    { type: 0x03, body: floatType(type) },
    // Version 3; allocated late, written if set, none set.
    { type: 0x05, body: Uint8Array.of(3, 0x0a) },
    // Version 3, contiguous.
    {
      type: 0x08,
      body: new Bytes()
        .u8(3, 1)
        .u64(address)
        .u64(dataBytes({ shape, type, ...rest }))
        .all(),
    },
  ])
}

function dataspace(shape: Shape | undefined): Uint8Array {
  const bytes = new Bytes().u8(2, shape?.length ?? 0, 0, shape === undefined || shape.length === 0 ? 0 : 1)
  for (const size of shape ?? []) bytes.u64(size)
  return bytes.all()
}

/** IEEE, little-endian: class 1, version 1. */
function floatType(type: 'float32' | 'float16'): Uint8Array {
  const [size, sign, exponentAt, exponentBits, fractionBits, bias] =
    type === 'float32' ? [4, 31, 23, 8, 23, 127] : [2, 15, 10, 5, 10, 15]
  return new Bytes()
    .u8(0x11, 0x20, sign as number, 0)
    .u32(size as number)
    .u16(0)
    .u16((size as number) * 8)
    .u8(exponentAt as number, exponentBits as number, 0, fractionBits as number)
    .u32(bias as number)
    .all()
}

/** A text of any length: class 9, its characters elsewhere. */
const longText = new Bytes().u8(0x19, 0x01, 0x01, 0).u32(16).u8(0x10, 0, 0, 0).u32(1).u16(0).u16(8).all()
/** A text of so many bytes, filled up with zeros: class 3. */
const shortText = (size: number): Uint8Array => new Bytes().u8(0x13, 0x11, 0, 0).u32(size).all()

function attributeMessage(name: string, value: Hdf5Attribute, heap: Heap | undefined): Message {
  const title = Buffer.from(`${name}\0`, 'utf8')
  const isLong = typeof value === 'string'
  const texts = isLong ? [] : value.map((text) => Buffer.from(text, 'utf8'))
  const size = Math.max(1, ...texts.map(({ length }) => length))
  const type = isLong ? longText : shortText(size)
  const space = dataspace(isLong ? undefined : [texts.length])
  const body = new Bytes()
    .u8(3, 0)
    .u16(title.length)
    .u16(type.length)
    .u16(space.length)
    .u8(1)
    .add(title)
    .add(type)
    .add(space)
  if (isLong) body.add((heap as Heap).reference(value))
  else for (const text of texts) body.add(text).zeros(size - text.length)
  return { type: 0x0c, body: body.all() }
}

interface Heap {
  readonly bytes: Uint8Array
  reference(text: string): Uint8Array
}

/** A global heap collection with every long text once. */
function encodeHeap(texts: Iterable<string>, address: number): Heap | undefined {
  const places = new Map<string, number>()
  const objects = new Bytes()
  for (const text of texts) {
    if (places.has(text)) continue
    const content = Buffer.from(text, 'utf8')
    places.set(text, places.size + 1)
    objects
      .u16(places.size)
      .u16(1)
      .zeros(4)
      .u64(content.length)
      .add(content)
      .zeros((8 - (content.length % 8)) % 8)
  }
  if (places.size === 0) return undefined
  // At least 4,096 bytes; what is left is object 0, free space that counts its own head in.
  const size = Math.max(4096, 16 + objects.length + 16)
  const free = size - 16 - objects.length
  const bytes = new Bytes()
    .text('GCOL')
    .u8(1, 0, 0, 0)
    .u64(size)
    .add(objects.all())
    .u16(0)
    .u16(0)
    .zeros(4)
    .u64(free)
    .zeros(free - 16)
  return {
    bytes: bytes.all(),
    reference: (text) =>
      new Bytes()
        .u32(Buffer.byteLength(text, 'utf8'))
        .u64(address)
        .u32(places.get(text) as number)
        .all(),
  }
}
