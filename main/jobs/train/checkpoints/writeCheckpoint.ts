import { createHash } from 'node:crypto'
import path from 'node:path'
import {
  type CheckpointState,
  checkpointRecord,
  type Manifest,
  manifestRecord,
} from '../../../../shared/records/checkpoint'
import { formatRecord } from '../../../../shared/records/record'
import type { TensorMap } from '../../../../shared/tensorData'
import type { Disk } from '../../../disk/disk'
import { writeNewFile } from '../../../disk/writeNewFile'
import { encodeSafetensors } from '../../../formats/safetensors'
import { manifestDigest } from './manifestDigest'
import { shardName, shards } from './shards'

/** What a checkpoint is made of. */
export interface CheckpointContent {
  readonly state: CheckpointState
  readonly weights: TensorMap
  readonly slots: TensorMap
}

/** A file that is to be written: its name, its length, its bytes. */
export interface PlannedFile {
  readonly name: string
  readonly bytes: number
  readonly pieces: () => Iterable<Uint8Array>
}

/** The files of a checkpoint but for the manifest; the tensors are not copied. */
export function plannedFiles({ state, weights, slots }: CheckpointContent, shardLimit?: number): PlannedFile[] {
  const text = Buffer.from(formatRecord(checkpointRecord, state))
  return [
    ...shards(weights, shardLimit).map((group, k) => ({ name: shardName('weights', k), ...encodeSafetensors(group) })),
    ...shards(slots, shardLimit).map((group, k) => ({ name: shardName('optimizer', k), ...encodeSafetensors(group) })),
    { name: checkpointRecord.file, bytes: text.length, pieces: () => [text] },
  ]
}

/** Fills a new folder: the files, then the manifest with their hashes, all of it synced. Returns when it could be renamed. */
export async function writeCheckpointFolder(
  disk: Disk,
  folder: string,
  step: number,
  files: readonly PlannedFile[],
): Promise<void> {
  await disk.makeNewFolder(folder)
  const listed: Manifest['files'] = []
  for (const { name, bytes, pieces } of files) {
    const hash = createHash('sha256')
    await writeNewFile(
      disk,
      path.join(folder, name),
      observed(pieces(), (piece) => hash.update(piece)),
    )
    listed.push({ name, bytes, sha256: hash.digest('hex') })
  }
  const manifest: Manifest = {
    format: 'layerloom-manifest',
    version: 1,
    step,
    files: listed,
    digest: manifestDigest(step, listed),
  }
  await writeNewFile(disk, path.join(folder, manifestRecord.file), [
    Buffer.from(formatRecord(manifestRecord, manifest)),
  ])
  await disk.syncFolder(folder)
}

function* observed<T>(items: Iterable<T>, observe: (item: T) => void): Iterable<T> {
  for (const item of items) {
    observe(item)
    yield item
  }
}
