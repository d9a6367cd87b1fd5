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
import { type Disk, errorCode, type OpenFile } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { readFile } from '../../../disk/readFile'
import { manifestDigest } from './manifestDigest'

type Listed = Manifest['files'][number]

/** A checkpoint's list of its files, or a Problem that says what is wrong with it. */
export async function readManifest(disk: Disk, folder: string): Promise<Manifest> {
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

/** A file as the manifest lists it: what is given are the very bytes that were hashed. */
export async function readListed(disk: Disk, place: string, { bytes, sha256 }: Listed): Promise<Uint8Array> {
  const content = await readPart(disk, place, bytes)
  if (content.length !== bytes) throw damaged(place, `it has ${content.length} bytes, the manifest says ${bytes}`)
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw damaged(place, 'its sha256 is not that of the manifest')
  return content
}

/** Opens a file whose length and sha256 are those of the manifest; they are taken in pieces, and nothing is kept. */
export async function openListed(disk: Disk, place: string, listed: Listed): Promise<OpenFile> {
  let open: OpenFile | undefined
  try {
    open = await disk.open(place, 'read')
    await check(open, place, listed)
    return open
  } catch (error) {
    await open?.close()
    if (errorCode(error) === 'ENOENT') throw damaged(place, 'it is missing')
    throw diskProblem(error, path.basename(place), place, 'read')
  }
}

async function check(open: OpenFile, place: string, { bytes, sha256 }: Listed): Promise<void> {
  const size = await open.size()
  if (size !== bytes) throw damaged(place, `it has ${size} bytes, the manifest says ${bytes}`)
  const hash = createHash('sha256')
  const piece = new Uint8Array(Math.min(pieceBytes, bytes))
  for (let at = 0; at < bytes; ) {
    const count = await open.read(piece.subarray(0, Math.min(piece.length, bytes - at)), at)
    if (count === 0) throw damaged(place, 'it became shorter while it was read')
    hash.update(piece.subarray(0, count))
    at += count
  }
  if (hash.digest('hex') !== sha256) throw damaged(place, 'its sha256 is not that of the manifest')
}

const pieceBytes = 2 ** 22

async function readPart(disk: Disk, place: string, limit: number): Promise<Uint8Array> {
  try {
    return await readFile(disk, place, limit)
  } catch (error) {
    if (error instanceof RangeError) throw damaged(place, `it is longer than ${limit} bytes`)
    if (errorCode(error) === 'ENOENT') throw damaged(place, 'it is missing')
    throw diskProblem(error, path.basename(place), place, 'read')
  }
}

export const damaged = (place: string, what: string): Problem =>
  new Problem({
    code: 'checkpoint-damaged',
    message: `${path.basename(place)} of checkpoint ${path.basename(path.dirname(place))} is damaged: ${what}`,
    remedy: 'use an older checkpoint',
    place,
  })

/** `state.json`, which is to be there and of the manifest's step. */
export async function readState(disk: Disk, folder: string, { step, files }: Manifest): Promise<CheckpointState> {
  const listed = files.find(({ name }) => name === checkpointRecord.file)
  if (!listed) throw damaged(path.join(folder, manifestRecord.file), `it lists no ${checkpointRecord.file}`)
  const place = path.join(folder, checkpointRecord.file)
  const state = parseRecord(checkpointRecord, Buffer.from(await readListed(disk, place, listed)).toString(), place)
  if (state.step !== step) throw damaged(place, `it is of step ${state.step}, the manifest of step ${step}`)
  return state
}
