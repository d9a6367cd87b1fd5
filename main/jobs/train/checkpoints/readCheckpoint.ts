import path from 'node:path'
import { checkpointRecord, manifestRecord } from '../../../../shared/records/checkpoint'
import type { TensorData } from '../../../../shared/tensorData'
import type { Disk } from '../../../disk/disk'
import { decodeSafetensors, nonFiniteTensors } from '../../../formats/safetensors'
import type { Checkpoint } from './checkpoint'
import { damaged, openListed, readListed, readManifest, readState } from './listedFiles'
import { shardKind } from './shards'

/**
 * A checkpoint, whole and as it was written, or a Problem that names the file at fault. Every file has its exact length and sha256;
 * what is decoded are the very bytes that were hashed. Files that the manifest does not name are left alone.
 */
export async function readCheckpoint(disk: Disk, folder: string): Promise<Checkpoint> {
  const manifest = await readManifest(disk, folder)
  const tensors = { weights: new Map<string, TensorData>(), optimizer: new Map<string, TensorData>() }
  for (const file of manifest.files) {
    const place = path.join(folder, file.name)
    const kind = shardKind(file.name)
    if (kind) {
      const { tensors: found } = decodeSafetensors(await readListed(disk, place, file), place)
      for (const [name, tensor] of found) tensors[kind].set(name, tensor)
    } else if (file.name !== checkpointRecord.file)
      throw damaged(path.join(folder, manifestRecord.file), `it lists ${file.name}, which no checkpoint has`)
  }
  const state = await readState(disk, folder, manifest)
  const nonFinite = [...nonFiniteTensors(tensors.weights), ...nonFiniteTensors(tensors.optimizer)]
  return { path: folder, state, weights: tensors.weights, slots: tensors.optimizer, nonFinite }
}

/** Checks lengths and hashes of all files, a piece at a time. Throws as `readCheckpoint` does. */
export async function verifyCheckpoint(disk: Disk, folder: string): Promise<void> {
  for (const file of (await readManifest(disk, folder)).files)
    await (await openListed(disk, path.join(folder, file.name), file)).close()
}
