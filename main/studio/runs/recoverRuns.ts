import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { doorRecord } from '../../../shared/records/doorFile'
import { lockHolder } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { entriesOf } from '../folders/folderSize'
import { isAlive, readDoor } from '../supervision/attachedProcess'
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
    await removeDeadDoor(folder)
    if (Date.now() - (await stat(folder)).mtimeMs > settledMs) await removeIfEmpty(folder)
  }
}

/** What a job that was killed left of the door at which later studios would have found it. */
async function removeDeadDoor(folder: string): Promise<void> {
  const door = await readDoor(folder)
  if (!door || (await isAlive(door))) return
  const socketFolder = path.dirname(door.socket)
  // The file says where; only what we name so, where we put it, is removed.
  if (path.dirname(socketFolder) === tmpdir() && path.basename(socketFolder).startsWith('layerloom-door-'))
    await rm(socketFolder, { recursive: true, force: true })
  await rm(path.join(folder, doorRecord.file), { force: true })
}
