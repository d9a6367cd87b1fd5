import path from 'node:path'
import type { Disk } from '../../disk/disk'
import { errorCode } from '../../disk/disk'
import { temporaryName } from '../../disk/owner'
import { retryWhileBusy } from '../../disk/retryWhileBusy'

/**
 * Gives what is complete its name. What stood there goes by the same rename, and only when the new one is on the disk: a kill leaves
 * the old one, the new one, or for the moment between two renames of a folder neither, and never a half.
 */
export async function putInPlace(disk: Disk, temporary: string, final: string, kind: 'file' | 'folder'): Promise<void> {
  const folder = path.dirname(final)
  if (kind === 'folder') {
    const old = path.join(folder, await temporaryName(path.basename(final)))
    const isReplaced = await movedAway(disk, final, old)
    await retryWhileBusy(() => disk.rename(temporary, final))
    if (isReplaced) await disk.removeFolder(old)
  } else await retryWhileBusy(() => disk.rename(temporary, final))
  await disk.syncFolder(folder)
}

async function movedAway(disk: Disk, final: string, old: string): Promise<boolean> {
  try {
    await disk.rename(final, old)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}
