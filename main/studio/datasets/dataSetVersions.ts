import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { type DataSetFile, dataSetRecord, formatDataSetFile } from '../../../shared/records/dataSetFile'
import { type DataSetVersion, dataSetVersionsRecord, versionsFolder } from '../../../shared/records/dataSetVersions'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import { type Disk, errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'

/** The versions of a project's data that a person numbered, oldest first. */
export async function readVersions(projectFolder: string, disk: Disk = realDisk): Promise<DataSetVersion[]> {
  const file = path.join(projectFolder, versionsFolder, dataSetVersionsRecord.file)
  try {
    return parseRecord(dataSetVersionsRecord, await readTextFile(disk, file), file).versions
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw diskProblem(error, 'the versions of the data set', file, 'read')
  }
}

/** The whole data set as a version has it. Throws a Problem where there is none of that number. */
export async function readVersion(projectFolder: string, number: number, disk: Disk = realDisk): Promise<DataSetFile> {
  const file = path.join(projectFolder, versionsFolder, `${number}.json`)
  try {
    return parseRecord(dataSetRecord, await readTextFile(disk, file), file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw diskProblem(error, `version ${number} of the data set`, file, 'read')
    throw new Problem({
      code: 'no-such-version',
      message: `the data have no version ${number}`,
      remedy: 'choose one of the list',
      place: file,
    })
  }
}

/** What is counted of the state that is frozen. */
export type VersionCounts = Omit<DataSetVersion, 'number' | 'hash' | 'createdAt' | 'source'>

/**
 * Gives the present state of the data a number: a copy of `dataset.json` first, then its line in the list, so that a number always has its
 * file. Throws a Problem where the state has one already.
 */
export async function freezeAsVersion(
  projectFolder: string,
  content: DataSetFile,
  counts: VersionCounts,
  now: Date,
  disk: Disk = realDisk,
): Promise<DataSetVersion> {
  const folder = path.join(projectFolder, versionsFolder)
  const { hash } = content
  if (hash === undefined)
    throw new Problem({
      code: 'version-without-hash',
      message: 'dataset.json has no hash: it was changed by hand',
      remedy: 'scan the data again, then freeze it',
      place: projectFolder,
    })
  const before = await readVersions(projectFolder, disk)
  const same = before.find((version) => version.hash === hash)
  if (same)
    throw new Problem({
      code: 'version-there',
      message: `the data are as version ${same.number} has them`,
      remedy: 'nothing needs to be frozen',
    })
  const number = (before.at(-1)?.number ?? 0) + 1
  const version = { number, hash, createdAt: now.toISOString(), source: content.source, ...counts }
  try {
    await disk.makeFolder(folder)
    await writeFileAtomically(disk, path.join(folder, `${number}.json`), formatDataSetFile(content))
    const all = { format: 'layerloom-data-set-versions' as const, version: 1 as const, versions: [...before, version] }
    await writeFileAtomically(
      disk,
      path.join(folder, dataSetVersionsRecord.file),
      formatRecord(dataSetVersionsRecord, all),
    )
    return version
  } catch (error) {
    throw diskProblem(error, 'the version of the data set', folder)
  }
}
