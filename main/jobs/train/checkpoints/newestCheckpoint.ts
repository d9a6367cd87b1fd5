import path from 'node:path'
import { Problem, type ProblemDetails } from '../../../../shared/problem'
import { type Disk, errorCode } from '../../../disk/disk'
import { realDisk } from '../../../disk/realDisk'
import type { FoundCheckpoint } from './checkpoint'
import { type FolderName, formatFolderName, newestFirst, parseFolderName } from './folderName'
import { readCheckpoint } from './readCheckpoint'

/**
 * The newest checkpoint in a folder that is whole, and why newer ones were refused; none where there is no such folder. Reads only,
 * so it may be used while another process trains.
 */
export const newestCheckpoint = (folder: string, disk: Disk = realDisk): Promise<FoundCheckpoint> =>
  newestReadable(folder, disk, readCheckpoint)

/** The newest one that `read` can read, and why newer ones were refused. */
export async function newestReadable<T extends { readonly state: { readonly step: number } }>(
  folder: string,
  disk: Disk,
  read: (disk: Disk, place: string) => Promise<T>,
): Promise<{ readonly checkpoint: T | undefined; readonly refused: readonly ProblemDetails[] }> {
  for (let again = 0; ; again++) {
    const refused: ProblemDetails[] = []
    let isOvertaken = false
    for (const name of await checkpointFolders(disk, folder)) {
      const place = path.join(folder, formatFolderName(name))
      try {
        const checkpoint = await read(disk, place)
        if (checkpoint.state.step !== name.step) throw misnamed(place, checkpoint.state.step)
        return { checkpoint, refused }
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        // A running training may have replaced it by a newer one just now.
        const there = await checkpointFolders(disk, folder)
        isOvertaken = !there.some((other) => newestFirst(other, name) === 0)
        if (isOvertaken) break
        refused.push(error.details)
      }
    }
    if (!isOvertaken || again === 10) return { checkpoint: undefined, refused }
  }
}

/** The folders that look like checkpoints, newest first; none where there is no such folder. */
export async function checkpointFolders(disk: Disk, folder: string): Promise<FolderName[]> {
  try {
    const entries = (await disk.list(folder)).filter(({ kind }) => kind === 'folder')
    const found = entries.map(({ name }) => parseFolderName(name))
    return found.filter((name) => name !== undefined).sort(newestFirst)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

const misnamed = (folder: string, step: number) =>
  new Problem({
    code: 'checkpoint-damaged',
    message: `checkpoint ${path.basename(folder)} holds step ${step}`,
    remedy: 'give the folder the name of its step',
    place: folder,
  })
