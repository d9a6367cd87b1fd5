import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { type Project, projectRecord } from '../../../shared/records/project'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'

/** A project and the folder that it lies in. */
export interface OpenProject {
  readonly folder: string
  readonly file: string
  readonly project: Project
}

/** Reads the project in a folder, or of a `project.json` that is named itself. */
export async function openProject(place: string): Promise<OpenProject> {
  const absolute = path.resolve(place)
  const isFile = absolute.endsWith('.json')
  const file = isFile ? absolute : path.join(absolute, projectRecord.file)
  try {
    return {
      folder: path.dirname(file),
      file,
      project: parseRecord(projectRecord, await readTextFile(realDisk, file), file),
    }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Problem({
        code: 'no-project',
        message: `there is no project at ${place}`,
        remedy: 'name a folder with a project.json, or make one with "new"',
        place: file,
      })
    throw diskProblem(error, 'the project', file, 'read')
  }
}

/** Writes a new project. A folder that already has one is left as it is. */
export async function createProject(folder: string, project: Project): Promise<OpenProject> {
  const file = path.join(path.resolve(folder), projectRecord.file)
  const text = formatRecord(projectRecord, project)
  try {
    await realDisk.makeFolder(path.dirname(file))
    const entries = await realDisk.list(path.dirname(file))
    if (entries.some(({ name }) => name === projectRecord.file))
      throw new Problem({
        code: 'project-exists',
        message: `${folder} already has a project`,
        remedy: 'choose another folder',
        place: file,
      })
    await writeFileAtomically(realDisk, file, text)
  } catch (error) {
    throw diskProblem(error, 'the project', file)
  }
  return { folder: path.dirname(file), file, project }
}
