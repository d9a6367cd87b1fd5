import path from 'node:path'
import type { Disk } from './disk'
import { temporaryName } from './owner'
import { retryWhileBusy } from './retryWhileBusy'
import { writeNewFile } from './writeNewFile'

/**
 * Puts a file in place of the one that is there, or of none: after a crash at any point the old or the new one is there, whole.
 * On return the new one is on the disk. It goes to a temporary name beside it, is synced and renamed; there is no other way in,
 * for a plain write over the old file would not be atomic.
 */
export async function writeFileAtomically(disk: Disk, file: string, content: string | Uint8Array): Promise<void> {
  const folder = path.dirname(file)
  const temporary = path.join(folder, await temporaryName(path.basename(file)))
  try {
    await writeNewFile(disk, temporary, [typeof content === 'string' ? Buffer.from(content) : content])
    await retryWhileBusy(() => disk.rename(temporary, file))
  } catch (error) {
    await removeLeftover(disk, temporary)
    throw error
  }
  await disk.syncFolder(folder)
}

/** Best effort: what cannot be removed now has its owner in its name and is removed when that one is gone. */
async function removeLeftover(disk: Disk, temporary: string): Promise<void> {
  try {
    await disk.removeFile(temporary)
  } catch {
    // The first error is what the caller must hear of.
  }
}
