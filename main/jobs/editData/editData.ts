import type { EditDataResult, EditDataTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { applyEdit } from '../../../shared/records/dataSetEdits'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from '../../data/version/dataSetFiles'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'

/** How long another process that edits the data set is waited for, in milliseconds. */
const lockWaitMs = 5000

/** One more edit of a project's data set. Throws a Problem for one that names what is not there, or would change nothing. */
export async function editData({ projectFolder, edit }: EditDataTask): Promise<EditDataResult> {
  const place = dataSetPlace(projectFolder)
  const lock = await acquireLock(realDisk, projectFolder, { what: 'the data set of the project', waitMs: lockWaitMs })
  try {
    const before = await readDataSetFile(place)
    if (!before)
      throw new Problem({
        code: 'not-frozen',
        message: 'the project has no dataset.json yet',
        remedy: 'scan the data first',
        place,
      })
    await writeDataSetFile(place, applyEdit(before, edit))
    return { task: 'edit-data', file: place }
  } finally {
    await lock.release()
  }
}
