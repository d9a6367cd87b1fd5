import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { parseRecord } from '../../../shared/records/record'
import { scanReportRecord } from '../../../shared/records/scanReport'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/**
 * Groups of near duplicates, by name, that the last scan of a place found; none if there was no scan, or if its report is not one that
 * this version reads: a scan is a help when pictures are dealt out, not a condition.
 */
export async function knownNearDuplicates(folder: string): Promise<readonly (readonly string[])[]> {
  const file = path.join(folder, scanReportRecord.file)
  try {
    return parseRecord(scanReportRecord, await readTextFile(realDisk, file), file).nearDuplicates
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof Problem) return []
    throw diskProblem(error, "the scan's report", file, 'read')
  }
}
