import { readdir, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { nearest } from '../../../shared/nearest'
import { Problem } from '../../../shared/problem'
import { type Job, jobRecord } from '../../../shared/records/job'
import { parseRecord } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/** A run on the disk. */
export interface KnownRun {
  readonly id: string
  readonly folder: string
}

/** A new, empty folder `runs/<id>`; ids sort by the time of their making (UTC). */
export async function createRunFolder(projectFolder: string, now: Date): Promise<KnownRun> {
  const runs = path.join(projectFolder, 'runs')
  const time = now.toISOString().slice(0, 19).replace('T', '_').replace(/:/g, '-')
  try {
    await realDisk.makeFolder(runs)
    for (let n = 1; ; n++) {
      const id = n === 1 ? time : `${time}-${n}`
      const folder = path.join(runs, id)
      try {
        await realDisk.makeNewFolder(folder)
        await realDisk.syncFolder(runs)
        return { id, folder }
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error
      }
    }
  } catch (error) {
    throw diskProblem(error, 'a new run', runs)
  }
}

/** Removes the folder of a run that failed before it began: one with nothing in it. */
export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error
  }
}

/** The project's runs that were begun, oldest first. */
export async function listRuns(projectFolder: string): Promise<KnownRun[]> {
  const runs = path.join(projectFolder, 'runs')
  const found: KnownRun[] = []
  for (const id of (await namesIn(runs)).sort()) {
    const folder = path.join(runs, id)
    if ((await namesIn(folder)).includes(jobRecord.file)) found.push({ id, folder })
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw diskProblem(error, 'the runs', folder, 'read')
  }
}

/** The run that a person means: a folder, an id or `last` in the project. */
export async function findRun(name: string, projectFolder: string | undefined): Promise<KnownRun> {
  const folder = path.resolve(name)
  if ((await namesIn(folder)).includes(jobRecord.file)) return { id: path.basename(folder), folder }
  const runs = projectFolder === undefined ? [] : await listRuns(projectFolder)
  const found = name === 'last' ? runs[runs.length - 1] : runs.find(({ id }) => id === name)
  if (found) return found
  const near = nearest(
    name,
    runs.map(({ id }) => id),
  )
  throw new Problem({
    code: 'no-run',
    message: name === 'last' ? 'the project has no run yet' : `there is no run "${name}"`,
    remedy: near ? `did you mean "${near}"?` : 'name the folder of a run (PROJECT/runs/ID)',
    place: projectFolder === undefined ? folder : path.join(projectFolder, 'runs'),
  })
}

/** A run's frozen definition. */
export async function readRun(folder: string): Promise<Job> {
  const file = path.join(folder, jobRecord.file)
  try {
    return parseRecord(jobRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    throw diskProblem(error, 'the run', file, 'read')
  }
}
