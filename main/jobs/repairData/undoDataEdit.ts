import type { UndoDataEditResult, UndoDataEditTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { undoEdit } from '../../../shared/records/dataSetEdits'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from '../../data/version/dataSetFiles'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'

/** Takes back the last edit of a project's data set. */
export async function undoDataEdit({ projectFolder }: UndoDataEditTask): Promise<UndoDataEditResult> {
  const place = dataSetPlace(projectFolder)
  const lock = await acquireLock(realDisk, projectFolder, { what: 'the data set of the project' })
  try {
    const before = await readDataSetFile(place)
    if (!before)
      throw new Problem({
        code: 'nothing-to-undo',
        message: 'the project has no dataset.json yet, so it has no edits',
        remedy: 'there is nothing to undo',
        place,
      })
    const { file, undone } = undoEdit(before)
    await writeDataSetFile(place, file)
    return { task: 'undo-data-edit', undone, edits: file.edits.length, file: place }
  } finally {
    await lock.release()
  }
}
