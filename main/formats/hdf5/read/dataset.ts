import { inflateSync } from 'node:zlib'
import { elementCount } from '../../../../shared/graph/shape'
import type { BinaryFile } from '../../binaryFile'
import { fromFloat16 } from '../../float16'
import { printable } from '../../printable'
import { Cursor } from './cursor'
import { parseDataspace } from './dataspace'
import { type Hdf5Type, parseDatatype } from './datatype'
import type { HeaderMessage } from './messages'
import { hdf5Problem } from './problem'

/** An array of the file: what it is, and its values when they are wanted. */
export interface ReadDataset {
  readonly path: string
  readonly shape: readonly number[]
  readonly type: Hdf5Type
  /** Bytes that the values take as float32. */
  readonly floatBytes: number
  /** As float32, row-major. Throws `h5-type` for what is no number. */
  values(): Float32Array
}

/** How much larger packed values may become. */
const largestRatio = 1100

/** Reads what a dataset is, and refuses one that is not all in this file, before anything of its size is allocated. */
export function readDataset(file: BinaryFile, messages: readonly HeaderMessage[], path: string): ReadDataset {
  const fault = (code: string, what: string) => hdf5Problem(code, `${printable(path)} ${what}`, file.place)
  const find = (type: number) => {
    const found = messages.find((message) => message.type === type)
    if (found && found.flags & 2) throw fault('layout', 'shares its description with others')
    return found?.body
  }
  if (find(0x07)) throw fault('external', 'has its values in another file, which is not opened')
  const [space, form, layout] = [find(0x01), find(0x03), find(0x08)]
  if (!space || !form || !layout) throw fault('header', 'is not described')
  const { shape } = parseDataspace(space)
  if (!shape) throw fault('shape', 'has no size that can be')
  const type = parseDatatype(form)
  const count = elementCount(shape)
  const bytes = count * type.size
  if (!Number.isSafeInteger(bytes)) throw fault('shape', `claims [${shape.join(', ')}] values`)
  const isNumber = type.kind === 'float' || type.kind === 'int' || type.kind === 'unsigned'
  if (!isNumber) {
    const what = type.kind === 'other' ? type.what : 'texts'
    const values = () => {
      throw fault('type', `holds ${what}, not numbers`)
    }
    return { path, shape, type, floatBytes: 0, values }
  }
  const stored = storage(file, layout, find(0x0b), { shape, size: type.size, bytes, fault })
  return {
    path,
    shape,
    type,
    floatBytes: count * 4,
    values: () => toFloat32(stored(), type, fault),
  }
}

interface Wanted {
  readonly shape: readonly number[]
  readonly size: number
  readonly bytes: number
  fault(code: string, what: string): Error
}

function storage(
  file: BinaryFile,
  layout: Uint8Array,
  pipeline: Uint8Array | undefined,
  wanted: Wanted,
): () => Uint8Array {
  const { bytes, shape, fault } = wanted
  const cursor = new Cursor(layout)
  const version = cursor.u8()
  const kind = cursor.u8()
  if (kind === 3) throw fault('virtual', 'is a virtual dataset, made of parts of other files, which are not opened')
  if (version !== 3 && !(version === 4 && kind < 2)) throw fault('layout', 'lies in a way that Keras does not write')
  if (kind === 0) {
    const length = cursor.u16()
    const inside = cursor.take(length)
    if (length !== bytes) throw fault('shape', `claims [${shape.join(', ')}], ${bytes} bytes, over ${length}`)
    return () => inside
  }
  if (kind === 1) {
    const [address, length] = [cursor.u64(), cursor.u64()]
    if (bytes === 0) return () => new Uint8Array(0)
    if (address === undefined) throw fault('shape', `claims [${shape.join(', ')}] values, and nothing is stored`)
    if (length !== bytes) throw fault('shape', `claims [${shape.join(', ')}], ${bytes} bytes, over ${length}`)
    if (address + bytes > file.size) throw fault('truncated', 'goes beyond the end of the file')
    return () => file.bytes(address, bytes)
  }
  const rank = cursor.u8() - 1
  const tree = cursor.u64()
  const chunk = Array.from({ length: rank }, () => cursor.u32())
  if (rank !== shape.length || chunk.some((size) => size === 0))
    throw fault('layout', 'is cut in pieces that do not fit it')
  const filters = filterIds(pipeline, fault)
  if (bytes > file.size * largestRatio)
    throw fault('shape', `claims [${shape.join(', ')}], ${bytes} bytes, from a file of ${file.size}`)
  return () => readChunks(file, { ...wanted, tree, chunk, filters })
}

const filterNames: Readonly<Record<number, string>> = { 3: 'fletcher32', 4: 'szip', 5: 'nbit', 6: 'scale-offset' }

/** The pipeline's filters: shuffle (2) and deflate (1) are undone, others refused. */
function filterIds(pipeline: Uint8Array | undefined, fault: Wanted['fault']): number[] {
  if (!pipeline) return []
  const cursor = new Cursor(pipeline)
  const version = cursor.u8()
  const count = cursor.u8()
  if (version === 1) cursor.skip(6)
  return Array.from({ length: count }, () => {
    const id = cursor.u16()
    const nameLength = version === 1 || id >= 256 ? cursor.u16() : 0
    cursor.skip(2)
    const values = cursor.u16()
    cursor.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength)
    cursor.skip(values * 4 + (version === 1 && values % 2 === 1 ? 4 : 0))
    if (id !== 1 && id !== 2)
      throw fault('filter', `is packed by ${filterNames[id] ?? `filter ${id}`}; deflate and shuffle are known`)
    return id
  })
}

interface Chunks extends Wanted {
  readonly tree: number | undefined
  readonly chunk: readonly number[]
  readonly filters: readonly number[]
}

function readChunks(file: BinaryFile, { shape, size, bytes, fault, tree, chunk, filters }: Chunks): Uint8Array {
  const result = new Uint8Array(bytes)
  const chunkBytes = elementCount(chunk) * size
  if (chunkBytes > 2 ** 31) throw fault('layout', 'is cut in pieces that are too large')
  const seen = new Set<number>()
  const waiting = tree === undefined ? [] : [tree]
  while (waiting.length > 0) {
    const address = waiting.pop() as number
    if (seen.has(address)) throw fault('header', 'has a list of pieces that holds itself')
    seen.add(address)
    const head = new Cursor(file.bytes(address, 24))
    if (head.signature() !== 'TREE' || head.u8() !== 1) throw fault('header', 'has no list of its pieces')
    const level = head.u8()
    const used = head.u16()
    const keyBytes = 8 + 8 * (shape.length + 1)
    const body = new Cursor(file.bytes(address + 24, used * (keyBytes + 8)))
    for (let k = 0; k < used; k++) {
      const packedBytes = body.u32()
      const mask = body.u32()
      const start = Array.from({ length: shape.length }, () => body.u64() ?? Number.MAX_SAFE_INTEGER)
      const child = body.skip(8).u64()
      if (child === undefined) throw fault('header', 'has a piece that lies nowhere')
      if (level > 0) waiting.push(child)
      else {
        const kept = filters.filter((_, n) => (mask & (1 << n)) === 0)
        place(result, unpacked(file.bytes(child, packedBytes), kept, chunkBytes, size, fault), {
          shape,
          chunk,
          start,
          size,
        })
      }
    }
  }
  return result
}

function unpacked(
  packed: Uint8Array,
  filters: readonly number[],
  bytes: number,
  size: number,
  fault: Wanted['fault'],
): Uint8Array {
  let now = packed
  for (const id of [...filters].reverse()) {
    if (id === 1) {
      try {
        now = new Uint8Array(inflateSync(now, { maxOutputLength: bytes }))
      } catch {
        throw fault('filter', 'does not unpack to what it says')
      }
    } else now = unshuffled(now, size)
  }
  if (now.length !== bytes) throw fault('filter', 'does not unpack to what it says')
  return now
}

/** First all first bytes of the elements, then all second ones: put back together. */
function unshuffled(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size)
  const result = Uint8Array.from(bytes)
  for (let k = 0; k < count; k++) for (let b = 0; b < size; b++) result[k * size + b] = bytes[b * count + k] as number
  return result
}

interface Placing {
  readonly shape: readonly number[]
  readonly chunk: readonly number[]
  readonly start: readonly number[]
  readonly size: number
}

/** Copies the part of a piece that lies inside of the whole, row by row. */
function place(whole: Uint8Array, piece: Uint8Array, { shape, chunk, start, size }: Placing): void {
  const last = shape.length - 1
  const row = Math.min(chunk[last] as number, (shape[last] as number) - (start[last] as number))
  const at = chunk.map(() => 0)
  if (row <= 0) return
  for (;;) {
    if (at.every((k, axis) => axis === last || (start[axis] as number) + k < (shape[axis] as number))) {
      let [from, to] = [0, 0]
      for (let axis = 0; axis <= last; axis++) {
        from = from * (chunk[axis] as number) + (axis === last ? 0 : (at[axis] as number))
        to = to * (shape[axis] as number) + (start[axis] as number) + (axis === last ? 0 : (at[axis] as number))
      }
      whole.set(piece.subarray(from * size, (from + row) * size), to * size)
    }
    let axis = last - 1
    for (; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1
      if ((at[axis] as number) < (chunk[axis] as number)) break
      at[axis] = 0
    }
    if (axis < 0) return
  }
}

function toFloat32(bytes: Uint8Array, { kind, size }: Hdf5Type, fault: Wanted['fault']): Float32Array {
  const own = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
  const count = bytes.length / size
  const of = <T>(Elements: new (buffer: ArrayBuffer, offset: number, length: number) => T): T =>
    new Elements(own.buffer as ArrayBuffer, own.byteOffset, count)
  switch (`${kind} ${size}`) {
    case 'float 4':
      return of(Float32Array)
    case 'float 8':
      return Float32Array.from(of(Float64Array))
    case 'float 2':
      return Float32Array.from(of(Uint16Array), fromFloat16)
    case 'int 1':
      return Float32Array.from(of(Int8Array))
    case 'int 2':
      return Float32Array.from(of(Int16Array))
    case 'int 4':
      return Float32Array.from(of(Int32Array))
    case 'int 8':
      return Float32Array.from(of(BigInt64Array), Number)
    case 'unsigned 1':
      return Float32Array.from(of(Uint8Array))
    case 'unsigned 2':
      return Float32Array.from(of(Uint16Array))
    case 'unsigned 4':
      return Float32Array.from(of(Uint32Array))
    case 'unsigned 8':
      return Float32Array.from(of(BigUint64Array), Number)
  }
  throw fault('type', `holds ${kind} of ${size} bytes`)
}
