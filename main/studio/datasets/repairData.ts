import type { RepairDataResult, UndoDataEditResult } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { OpenProject } from '../projects/projects'
import { runJob, type Studio } from '../studio'
import { type ScanListeners, type SupervisedScan, superviseScan } from './superviseScan'

/**
 * How a project's data stand, and the kinds of findings that are named mended, each as an edit of its `dataset.json`. Throws a Problem for
 * samples, which have nothing to mend. `freeze`: that file is written even if nothing is mended.
 */
export function repairData(
  studio: Studio,
  { folder, project: { data } }: OpenProject,
  kinds: readonly string[],
  listeners: ScanListeners = {},
  freeze = false,
): SupervisedScan<RepairDataResult> {
  if (data.source.startsWith('sample:'))
    throw new Problem({
      code: 'nothing-to-mend',
      message: `${data.source} is no folder of pictures`,
      remedy: 'only data sets of picture files are mended',
    })
  return superviseScan(
    studio,
    { task: 'repair-data', data, projectFolder: folder, kinds: [...kinds], freeze },
    listeners,
  )
}

/** Takes back the last edit of a project's data set. */
export const undoDataEdit = (studio: Studio, { folder }: OpenProject): Promise<UndoDataEditResult> =>
  runJob(studio, { task: 'undo-data-edit', projectFolder: folder }, undefined)
