import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { KeptCheckpoint } from '../../../shared/contract/studio/runs'
import { Problem } from '../../../shared/problem'
import { checkpointRecord, manifestRecord } from '../../../shared/records/checkpoint'
import { CheckpointKind, checkpointFolder } from '../../../shared/records/keptCheckpoint'
import { parseRecord } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { entriesOf } from '../folders/folderSize'
import type { KnownRun } from './runFolder'

/** The checkpoints of a run that are finished, newest first. Their tensors are not read: whoever uses one checks it. */
export async function checkpointsOf({ folder }: KnownRun): Promise<KeptCheckpoint[]> {
  const found: KeptCheckpoint[] = []
  for (const kind of CheckpointKind.options) {
    const store = path.join(folder, checkpointFolder[kind])
    for (const place of await placesIn(store)) {
      const checkpoint = await lookAt(kind, place)
      if (checkpoint && !found.some((other) => other.kind === kind && other.step === checkpoint.step))
        found.push(checkpoint)
    }
  }
  return found.sort((a, b) => b.step - a.step)
}

/** The folder of one; the newest writing of it where a run went back and came again. */
export async function checkpointFolderOf(
  { folder }: KnownRun,
  { kind, step }: Pick<KeptCheckpoint, 'kind' | 'step'>,
): Promise<string | undefined> {
  const store = path.join(folder, checkpointFolder[kind])
  return (await placesIn(store)).find((place) => Number.parseInt(path.basename(place), 10) === step)
}

/** Folders that are named as checkpoints are (`400`, `400~2`), the newest writing of a step first. */
async function placesIn(store: string): Promise<string[]> {
  const names = (await entriesOf(store)).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const attempt = (name: string) => Number(name.split('~')[1] ?? 1)
  return names
    .filter((name) => /^(0|[1-9]\d{0,14})(~[1-9]\d{0,5})?$/.test(name))
    .sort((a, b) => attempt(b) - attempt(a))
    .map((name) => path.join(store, name))
}

async function lookAt(kind: CheckpointKind, place: string): Promise<KeptCheckpoint | undefined> {
  try {
    const manifestFile = path.join(place, manifestRecord.file)
    const { step, files } = parseRecord(manifestRecord, await readTextFile(realDisk, manifestFile), manifestFile)
    const stateFile = path.join(place, checkpointRecord.file)
    const { epoch } = parseRecord(checkpointRecord, await readTextFile(realDisk, stateFile), stateFile)
    const savedAt = (await stat(manifestFile)).mtime.toISOString()
    return { kind, step, epoch, savedAt, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  } catch (error) {
    // A training run may just have replaced it; a damaged one is none to choose.
    if (error instanceof Problem || errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
