import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'
import { realDisk } from '../../disk/realDisk'

/** Results of a place that was not scanned for so long are dropped: a new scan takes minutes at most. */
const longestUnusedMs = 90 * 24 * 3600 * 1000

/**
 * Removes what was found out about places that nobody has scanned for three months; `keep` stays. `folder` is that of all scans, in which each place has
 * one. Gives the names of those that went.
 */
export async function trimScans(folder: string, keep: string, now = Date.now()): Promise<string[]> {
  const gone: string[] = []
  for (const { name, kind } of await realDisk.list(folder)) {
    const place = path.join(folder, name)
    if (kind !== 'folder' || name === path.basename(keep)) continue
    try {
      if (now - (await stat(place)).mtimeMs < longestUnusedMs) continue
      await rm(place, { recursive: true })
      gone.push(name)
    } catch (error) {
      // Another scan trims too, or it is not ours to remove.
      if (errorCode(error) === undefined) throw error
    }
  }
  return gone
}
