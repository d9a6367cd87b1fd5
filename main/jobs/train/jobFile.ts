import path from 'node:path'
import { type Job, jobRecord } from '../../../shared/records/job'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'

/** A run's `job.json`. */
export async function readJob(folder: string): Promise<Job> {
  const file = path.join(folder, jobRecord.file)
  try {
    return parseRecord(jobRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    throw diskProblem(error, 'the run', file, 'read')
  }
}

export async function writeJob(folder: string, job: Job): Promise<void> {
  try {
    await writeFileAtomically(realDisk, path.join(folder, jobRecord.file), formatRecord(jobRecord, job))
  } catch (error) {
    throw diskProblem(error, 'the run', folder)
  }
}
