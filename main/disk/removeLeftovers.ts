import path from 'node:path'
import type { Disk } from './disk'
import { ownerOf, ownerState } from './owner'

/**
 * Removes what writers that are gone left half-written in a folder (`.tmp-...` with the owner in its name) and says what it
 * removed. All else stays: what a living process writes, and whatever we do not know.
 */
export async function removeLeftovers(disk: Disk, folder: string): Promise<string[]> {
  const removed: string[] = []
  for (const { name, kind } of await disk.list(folder)) {
    const owner = ownerOf(name, '.tmp')
    if (!owner || (await ownerState(owner)) !== 'gone') continue
    const leftover = path.join(folder, name)
    if (kind === 'folder') await disk.removeFolder(leftover)
    else await disk.removeFile(leftover)
    removed.push(leftover)
  }
  return removed
}
