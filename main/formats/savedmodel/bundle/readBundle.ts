import path from 'node:path'
import { elementCount, type Shape } from '../../../../shared/graph/shape'
import { decodeMessage, ProtobufFault, type Read } from '../../../../shared/protobuf'
import { dtypeNumbers } from '../../../../shared/savedModel/schema'
import { type BinaryFile, reopenedFile } from '../../binaryFile'
import { maskedCrc } from '../../crc32c'
import { fromFloat16 } from '../../float16'
import type { ReadBudget } from '../../importedModel'
import { printable } from '../../printable'
import { savedModelFault } from '../fault'
import { decodeTable, TableFault } from './decodeTable'
import { BundleEntry, BundleHeader, dataFile, indexFile } from './schema'

/** A tensor of a checkpoint; its numbers are read when they are asked for. */
export interface BundledTensor {
  readonly shape: Shape
  read(): Float32Array
}

/** The tensors of floating-point numbers of a checkpoint, by name. Sizes are held against the file before anything is allocated. */
export function readBundle(folder: string, budget: ReadBudget): ReadonlyMap<string, BundledTensor> {
  const place = path.join(folder, indexFile)
  const lines = inIndex(place, () => decodeTable(wholeIndex(place, budget)))
  const [first, ...others] = lines
  const header = inIndex(place, () => (first?.key.length === 0 ? decodeMessage(BundleHeader, first.value) : undefined))
  if (header?.shards !== 1 || header.endianness !== 0)
    throw savedModelFault('bytes', 'has a checkpoint that is not in one little-endian file', place)
  if (others.length > budget.tensors) throw savedModelFault('size', `has more than ${budget.tensors} tensors`, place)
  const data = reopenedFile(path.join(folder, dataFile))
  const tensors = new Map<string, BundledTensor>()
  let floats = 0
  for (const { key, value } of others) {
    const name = Buffer.from(key).toString('utf8')
    const entry = inIndex(place, () => decodeMessage(BundleEntry, value))
    const shape = entry.shape?.dim.map(({ size }) => size) ?? []
    const each = entry.dtype === dtypeNumbers.float32 ? 4 : entry.dtype === dtypeNumbers.float16 ? 2 : 0
    if (each === 0) continue
    floats += checkedCount(name, shape, entry.size / each, entry, data)
    if (floats * 4 > budget.weightBytes)
      throw savedModelFault('size', `has tensors of more than ${budget.weightBytes} bytes`, place)
    tensors.set(name, { shape, read: () => numbers(name, each, entry, data) })
  }
  return tensors
}

type Entry = Read<typeof BundleEntry.fields>

function checkedCount(name: string, shape: Shape, wanted: number, { offset, size }: Entry, data: BinaryFile): number {
  const isSound = shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0) && offset >= 0
  const count = elementCount(shape)
  if (!isSound || count !== wanted || offset + size > data.size)
    throw savedModelFault(
      'tensor',
      `has ${printable(name)} of shape [${shape.join(', ')}] in ${size} bytes`,
      data.place,
    )
  return count
}

function numbers(name: string, each: number, { offset, size, crc32c }: Entry, data: BinaryFile): Float32Array {
  const bytes = data.bytes(offset, size)
  if (maskedCrc(bytes) !== crc32c)
    throw savedModelFault('bytes', `has bytes of ${printable(name)} that do not fit their checksum`, data.place)
  const { buffer } = bytes as Uint8Array<ArrayBuffer>
  return each === 4 ? new Float32Array(buffer) : Float32Array.from(new Uint16Array(buffer), fromFloat16)
}

function wholeIndex(place: string, { configBytes }: ReadBudget): Uint8Array {
  const file = reopenedFile(place)
  if (file.size > configBytes) throw savedModelFault('size', `has an index of ${file.size} bytes`, place)
  return file.bytes(0, file.size)
}

function inIndex<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TableFault || error instanceof ProtobufFault)
      throw savedModelFault('bytes', `has an index that ${error.message}`, place)
    throw error
  }
}
