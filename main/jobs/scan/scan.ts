import type { ScanResult, ScanTask } from '../../../shared/contract/jobs'
import { formatRecord } from '../../../shared/records/record'
import { scanReportRecord } from '../../../shared/records/scanReport'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import { type HealthQuestion, healthReport } from '../../data/scan/healthReport'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import type { JobContext } from '../jobContext'
import { openEngineDecoder } from './openEngineDecoder'
import { scanPixels } from './scanPixels'
import { scanPlace } from './scanPlace'

/** Looks at every picture of a source and says what is there and what is wrong with it. */
export async function scan(
  task: ScanTask,
  context: JobContext,
  openDecoder: () => Promise<PictureDecoder> = () => openEngineDecoder(task, context),
): Promise<ScanResult> {
  const report = async (question: Omit<HealthQuestion, 'createdAt'>, file: string, reused: number) => {
    const files = question.set.entries.length
    context.post({ event: 'scan', phase: 'comparing', files, done: files, problems: 0 })
    const report = healthReport({ ...question, createdAt: new Date() })
    await writeFileAtomically(realDisk, file, formatRecord(scanReportRecord, report))
    return { task: 'scan' as const, report, reused, file }
  }
  const pixels = await scanPixels({ source: task.source, folder: task.folder, context })
  if (pixels) return report({ ...pixels, decoder: 'none', isMendable: false }, pixels.reportFile, 0)
  return scanPlace({ ...task, context, openDecoder }, ({ listing, set, decoder, reused, reportFile }) =>
    report({ listing, set, decoder }, reportFile, reused),
  )
}
