import path from 'node:path'
import type { ProblemDetails } from '../../../shared/problem'
import { formatRecord } from '../../../shared/records/record'
import { noLabels, type RunLabels, runLabelsRecord } from '../../../shared/records/runLabels'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { readOrSetAside } from '../host/readOrSetAside'

/** A run's labels; none where it has none. Damaged ones are set aside and told. */
export async function readLabels(
  folder: string,
): Promise<{ readonly labels: RunLabels; readonly problem?: ProblemDetails }> {
  const { record, problem } = await readOrSetAside(runLabelsRecord, path.join(folder, runLabelsRecord.file))
  return { labels: record?.labels ?? noLabels, ...(problem && { problem }) }
}

export async function writeLabels(folder: string, labels: RunLabels): Promise<void> {
  const file = path.join(folder, runLabelsRecord.file)
  try {
    await writeFileAtomically(
      realDisk,
      file,
      formatRecord(runLabelsRecord, { format: 'layerloom-labels', version: 1, labels }),
    )
  } catch (error) {
    throw diskProblem(error, "the run's labels", file)
  }
}
