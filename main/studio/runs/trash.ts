import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { lockHolder } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { entriesOf, folderSize } from '../folders/folderSize'
import type { KnownRun } from './runFolder'

/** Where a project's deleted runs lie until the trash is emptied: on the same disk, so that moving is one rename. */
export const trashOf = (projectFolder: string): string => path.join(projectFolder, '.layerloom', 'trash')

/** Moves a run to the trash. One that a process trains stays where it is. */
export async function moveToTrash(projectFolder: string, run: KnownRun): Promise<void> {
  const owner = await lockHolder(realDisk, run.folder)
  if (owner)
    throw new Problem({
      code: 'run-busy',
      message: `run ${run.id} is being trained by process ${owner.pid} on ${owner.host}`,
      remedy: 'stop it first',
      place: run.folder,
    })
  const trash = trashOf(projectFolder)
  try {
    await realDisk.makeFolder(trash)
    await move(run.folder, path.join(trash, run.id), run.id)
    await realDisk.syncFolder(trash)
  } catch (error) {
    throw diskProblem(error, `run ${run.id} to the trash`, run.folder)
  }
}

export async function restoreFromTrash(projectFolder: string, id: string): Promise<void> {
  const runs = path.join(projectFolder, 'runs')
  try {
    await realDisk.makeFolder(runs)
    await move(path.join(trashOf(projectFolder), id), path.join(runs, id), id)
    await realDisk.syncFolder(runs)
  } catch (error) {
    throw diskProblem(error, `run ${id} back`, trashOf(projectFolder))
  }
}

export async function trashedRuns(projectFolder: string): Promise<{ run: string; bytes: number }[]> {
  const trash = trashOf(projectFolder)
  const ids = (await entriesOf(trash)).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(ids.sort().map(async (run) => ({ run, bytes: await folderSize(path.join(trash, run)) })))
}

export async function emptyTrash(projectFolder: string): Promise<void> {
  const trash = trashOf(projectFolder)
  try {
    await realDisk.removeFolder(trash)
  } catch (error) {
    throw diskProblem(error, 'the trash', trash)
  }
}

async function move(from: string, to: string, id: string): Promise<void> {
  try {
    await realDisk.rename(from, to)
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw error
    throw new Problem(
      {
        code: 'run-exists',
        message: `there is another run ${id} in its place`,
        remedy: 'empty the trash, or restore or delete the other one first',
        place: to,
      },
      error,
    )
  }
}
