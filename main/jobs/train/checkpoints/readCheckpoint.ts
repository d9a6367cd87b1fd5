import { createHash } from 'node:crypto'
import path from 'node:path'
import { Problem } from '../../../../shared/problem'
import {
  type CheckpointState,
  checkpointRecord,
  type Manifest,
  manifestRecord,
} from '../../../../shared/records/checkpoint'
import { formatRecord, parseRecord } from '../../../../shared/records/record'
import type { TensorData } from '../../../../shared/tensorData'
import { type Disk, errorCode } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { readFile } from '../../../disk/readFile'
import { decodeSafetensors, nonFiniteTensors } from '../../../formats/safetensors'
import type { Checkpoint } from './checkpoint'
import { manifestDigest } from './manifestDigest'
import { shardKind } from './shards'

/**
 * A checkpoint, whole and as it was written, or a Problem that names the file at fault. Every file has its exact length and sha256;
 * what is decoded are the very bytes that were hashed. Files that the manifest does not name are left alone.
 */
export async function readCheckpoint(disk: Disk, folder: string): Promise<Checkpoint> {
  const manifest = await readManifest(disk, folder)
  const tensors = { weights: new Map<string, TensorData>(), optimizer: new Map<string, TensorData>() }
  let state: CheckpointState | undefined
  for (const file of manifest.files) {
    const place = path.join(folder, file.name)
    const bytes = await readListed(disk, place, file)
    const kind = shardKind(file.name)
    if (kind) for (const [name, tensor] of decodeSafetensors(bytes, place).tensors) tensors[kind].set(name, tensor)
    else if (file.name === checkpointRecord.file)
      state = parseRecord(checkpointRecord, Buffer.from(bytes).toString(), place)
    else throw damaged(path.join(folder, manifestRecord.file), `it lists ${file.name}, which no checkpoint has`)
  }
  if (!state) throw damaged(path.join(folder, manifestRecord.file), `it lists no ${checkpointRecord.file}`)
  if (state.step !== manifest.step)
    throw damaged(
      path.join(folder, checkpointRecord.file),
      `it is of step ${state.step}, the manifest of step ${manifest.step}`,
    )
  const nonFinite = [...nonFiniteTensors(tensors.weights), ...nonFiniteTensors(tensors.optimizer)]
  return { path: folder, state, weights: tensors.weights, slots: tensors.optimizer, nonFinite }
}

/** Checks lengths and hashes of all files, without keeping them. Throws as `readCheckpoint` does. */
export async function verifyCheckpoint(disk: Disk, folder: string): Promise<void> {
  for (const file of (await readManifest(disk, folder)).files)
    await readListed(disk, path.join(folder, file.name), file)
}

async function readManifest(disk: Disk, folder: string): Promise<Manifest> {
  const place = path.join(folder, manifestRecord.file)
  const text = Buffer.from(await readPart(disk, place, 2 ** 24)).toString()
  const manifest = parseRecord(manifestRecord, text, place)
  // A cut line break or an added blank leaves good JSON; it is not what was written all the same.
  if (
    text !== formatRecord(manifestRecord, manifest) ||
    manifest.digest !== manifestDigest(manifest.step, manifest.files)
  )
    throw damaged(place, 'it is not as it was written')
  return manifest
}

async function readListed(
  disk: Disk,
  place: string,
  { bytes, sha256 }: Manifest['files'][number],
): Promise<Uint8Array> {
  const content = await readPart(disk, place, bytes)
  if (content.length !== bytes) throw damaged(place, `it has ${content.length} bytes, the manifest says ${bytes}`)
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw damaged(place, 'its sha256 is not that of the manifest')
  return content
}

async function readPart(disk: Disk, place: string, limit: number): Promise<Uint8Array> {
  try {
    return await readFile(disk, place, limit)
  } catch (error) {
    if (error instanceof RangeError) throw damaged(place, `it is longer than ${limit} bytes`)
    if (errorCode(error) === 'ENOENT') throw damaged(place, 'it is missing')
    throw diskProblem(error, path.basename(place), place, 'read')
  }
}

const damaged = (place: string, what: string): Problem =>
  new Problem({
    code: 'checkpoint-damaged',
    message: `${path.basename(place)} of checkpoint ${path.basename(path.dirname(place))} is damaged: ${what}`,
    remedy: 'use an older checkpoint',
    place,
  })
