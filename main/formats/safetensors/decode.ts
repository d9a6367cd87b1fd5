import type { TensorData } from '../../../shared/tensorData'
import type { Disk, OpenFile } from '../../disk/disk'
import { headerLength, parseHeader, type TensorEntry } from './header'

export interface DecodedSafetensors {
  /** In the order of the header. */
  readonly tensors: Map<string, TensorData>
  readonly metadata: ReadonlyMap<string, string>
}

/** A file that is in memory. The tensors are views of it where they lie right, as ours do. Throws a Problem `safetensors-...`. */
export function decodeSafetensors(bytes: Uint8Array, place: string): DecodedSafetensors {
  const length = headerLength(bytes.subarray(0, 8), bytes.length, place)
  const data = bytes.subarray(8 + length)
  const { entries, metadata } = parseHeader(bytes.subarray(8, 8 + length), data.length, place)
  const tensors = new Map(entries.map((entry) => [entry.name, tensor(entry, data.subarray(entry.begin, entry.end))]))
  return { tensors, metadata }
}

/** A file that stays open: its header was checked, a tensor is read when it is asked for. */
export interface OpenedSafetensors {
  /** In the order of the header. */
  readonly entries: ReadonlyMap<string, TensorEntry>
  readonly metadata: ReadonlyMap<string, string>
  read(name: string): Promise<TensorData>
}

/** The header of an open file of any size. Nothing is allocated by a size that only the header claims. Throws a Problem `safetensors-...`. */
export async function openedSafetensors(open: OpenFile, place: string): Promise<OpenedSafetensors> {
  const size = await open.size()
  const read = async (position: number, bytes: number) => {
    const into = new Uint8Array(bytes)
    const got = await open.read(into, position)
    return got === bytes ? into : into.subarray(0, got)
  }
  const length = headerLength(await read(0, 8), size, place)
  const start = 8 + length
  const { entries, metadata } = parseHeader(await read(8, length), size - start, place)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  return {
    entries: byName,
    metadata,
    async read(name) {
      const entry = byName.get(name)
      if (!entry) throw new Error(`there is no tensor ${name}`)
      return tensor(entry, await read(start + entry.begin, entry.end - entry.begin))
    },
  }
}

/** A whole file on the disk, one tensor after the other. Throws a Problem `safetensors-...`. */
export async function readSafetensors(disk: Disk, file: string): Promise<DecodedSafetensors> {
  const open = await disk.open(file, 'read')
  try {
    const { entries, metadata, read } = await openedSafetensors(open, file)
    const tensors = new Map<string, TensorData>()
    for (const name of entries.keys()) tensors.set(name, await read(name))
    return { tensors, metadata }
  } finally {
    await open.close()
  }
}

/** Names of the tensors that hold a NaN or an infinity. */
export function nonFiniteTensors(tensors: ReadonlyMap<string, TensorData>): string[] {
  const isBad = ({ dtype, data }: TensorData) => {
    // A loop, not `some`: a checkpoint has millions of numbers.
    if (dtype === 'float32') for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return true
    return false
  }
  return [...tensors].filter(([, tensor]) => isBad(tensor)).map(([name]) => name)
}

function tensor({ name, dtype, shape, begin, end }: TensorEntry, bytes: Uint8Array): TensorData {
  if (bytes.length !== end - begin) throw new Error(`${name} was cut while it was read`)
  if (dtype === 'uint8') return { dtype, shape, data: bytes }
  // A typed array of four-byte elements begins at a multiple of 4 only; other writers need not care for that.
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  const Elements = dtype === 'float32' ? Float32Array : Int32Array
  return { dtype, shape, data: new Elements(buffer as ArrayBuffer, byteOffset, length / 4) }
}
