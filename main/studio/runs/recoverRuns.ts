import { stat } from 'node:fs/promises'
import path from 'node:path'
import { lockHolder } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { entriesOf } from '../folders/folderSize'
import { removeIfEmpty } from './runFolder'

/** A folder that is younger may be one that another process has just made for its run, in milliseconds. */
const settledMs = 30_000

/**
 * Clears away what processes that were killed left in a project's runs: half-written files, locks of the dead, folders of runs that never began.
 * What lives, and what we do not know, stays.
 */
export async function recoverRuns(projectFolder: string): Promise<void> {
  const runs = path.join(projectFolder, 'runs')
  for (const entry of await entriesOf(runs)) {
    if (!entry.isDirectory()) continue
    const folder = path.join(runs, entry.name)
    // Looking for the owner removes the locks of those that are gone.
    if (await lockHolder(realDisk, folder)) continue
    await removeLeftovers(realDisk, folder)
    if (Date.now() - (await stat(folder)).mtimeMs > settledMs) await removeIfEmpty(folder)
  }
}
