import { formatRecord } from '../../../shared/records/record'
import { type ScanReport, scanReportRecord } from '../../../shared/records/scanReport'
import { type HealthQuestion, healthReport } from '../../data/scan/healthReport'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import type { JobContext } from '../jobContext'

/** Says what a scan found, and keeps it in `file`. */
export async function keepReport(
  context: JobContext,
  question: Omit<HealthQuestion, 'createdAt'>,
  file: string,
): Promise<ScanReport> {
  const files = question.set.entries.length
  context.post({ event: 'scan', phase: 'comparing', files, done: files, problems: 0 })
  const report = healthReport({ ...question, createdAt: new Date() })
  await writeFileAtomically(realDisk, file, formatRecord(scanReportRecord, report))
  return report
}
