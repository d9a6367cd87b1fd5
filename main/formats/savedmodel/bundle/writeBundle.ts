import path from 'node:path'
import type { StoredTensor } from '../../../../shared/graph/ops/checkpoint'
import { encodeMessage, joined } from '../../../../shared/protobuf'
import { dtypeNumbers } from '../../../../shared/savedModel/schema'
import { realDisk } from '../../../disk/realDisk'
import { writeNewFile } from '../../../disk/writeNewFile'
import { maskedCrc } from '../../crc32c'
import { encodeTable, type TableEntry } from './encodeTable'
import { BundleEntry, BundleHeader, dataFile, indexFile } from './schema'

/** Handed to the disk at once. */
const pieceBytes = 4 * 2 ** 20

/** Writes tensors as a checkpoint of TensorFlow into a folder that is there. Of all tensors one is in memory at a time. */
export async function writeBundle(
  folder: string,
  tensors: readonly StoredTensor[],
  read: (tensor: StoredTensor) => Promise<Uint8Array>,
): Promise<void> {
  const header = encodeMessage(BundleHeader, { shards: 1, version: { producer: 1 } })
  const entries: TableEntry[] = [{ key: new Uint8Array(0), value: joined(header) }]
  await writeNewFile(realDisk, path.join(folder, dataFile), piecesOf(tensors, read, entries))
  await writeNewFile(realDisk, path.join(folder, indexFile), [encodeTable(entries)])
}

/** The bytes of all tensors, one behind the other; `entries` gets a line for each. */
async function* piecesOf(
  tensors: readonly StoredTensor[],
  read: (tensor: StoredTensor) => Promise<Uint8Array>,
  entries: TableEntry[],
): AsyncIterable<Uint8Array> {
  let offset = 0
  for (const tensor of tensors) {
    const { name, dtype, shape } = tensor
    const bytes = await read(tensor)
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    const entry = encodeMessage(BundleEntry, {
      dtype: dtypeNumbers[dtype],
      shape: { dim: shape.map((size) => ({ size })) },
      offset,
      size: bytes.length,
      crc32c: maskedCrc(bytes),
    })
    entries.push({ key: Buffer.from(name), value: joined(entry) })
    offset += bytes.length
  }
}
