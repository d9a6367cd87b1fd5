import type { ScanResult, ScanTask } from '../../../shared/contract/jobs'
import { formatRecord } from '../../../shared/records/record'
import { scanReportRecord } from '../../../shared/records/scanReport'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import { healthReport } from '../../data/scan/healthReport'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import type { JobContext } from '../jobContext'
import { openEngineDecoder } from './openEngineDecoder'
import { scanPlace } from './scanPlace'

/** Looks at every picture of a source and says what is there and what is wrong with it. */
export function scan(
  task: ScanTask,
  context: JobContext,
  openDecoder: () => Promise<PictureDecoder> = () => openEngineDecoder(task, context),
): Promise<ScanResult> {
  return scanPlace({ ...task, context, openDecoder }, async ({ listing, set, decoder, reused, reportFile }) => {
    context.post({
      event: 'scan',
      phase: 'comparing',
      files: set.entries.length,
      done: set.entries.length,
      problems: 0,
    })
    const report = healthReport({ listing, set, decoder, createdAt: new Date() })
    await writeFileAtomically(realDisk, reportFile, formatRecord(scanReportRecord, report))
    return { task: 'scan', report, reused, file: reportFile }
  })
}
