import path from 'node:path'
import { Problem } from '../../../shared/problem'
import type { EditedDataSet } from '../../../shared/records/dataSetEdits'
import { type DataSetFile, dataSetRecord, formatDataSetFile } from '../../../shared/records/dataSetFile'
import { parseRecord } from '../../../shared/records/record'
import { type Disk, errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { versionHash } from './versionHash'

/** The frozen version that lies in a folder, a project's or a run's. */
export const dataSetPlace = (folder: string): string => path.join(folder, dataSetRecord.file)

/**
 * Reads a `dataset.json`; `undefined` where there is none. Throws a Problem for one that is damaged, newer, or was changed by hand
 * (its `hash` is not that of what stands in it).
 */
export async function readDataSetFile(file: string, disk: Disk = realDisk): Promise<DataSetFile | undefined> {
  let text: string
  try {
    text = await readTextFile(disk, file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw diskProblem(error, 'the data set', file, 'read')
  }
  const found = parseRecord(dataSetRecord, text, file)
  if (found.hash !== undefined && found.hash !== versionHash(found))
    throw new Problem({
      code: 'data-set-changed-by-hand',
      message: 'the pictures in dataset.json are not those of its hash: it was changed by hand, or damaged',
      remedy: 'restore it, or remove its line "hash" to take it as it is',
      place: file,
    })
  return found
}

/** Writes it with its hash, atomically, and gives what was written. */
export async function writeDataSetFile(
  file: string,
  content: EditedDataSet,
  disk: Disk = realDisk,
): Promise<DataSetFile> {
  const whole = { ...content, hash: versionHash(content) }
  try {
    await writeFileAtomically(disk, file, formatDataSetFile(whole))
  } catch (error) {
    throw diskProblem(error, 'the data set', file)
  }
  return whole
}
