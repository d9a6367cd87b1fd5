import type { ScanResult, ScanTask } from '../../../shared/contract/jobs'
import type { ScanReport } from '../../../shared/records/scanReport'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import type { JobContext } from '../jobContext'
import { keepReport } from './keepReport'
import { openEngineDecoder } from './openEngineDecoder'
import { reportOfPixels, scanPixels } from './scanPixels'
import { scanPlace } from './scanPlace'

/** Looks at every picture of a source and says what is there and what is wrong with it. */
export async function scan(
  task: ScanTask,
  context: JobContext,
  openDecoder: () => Promise<PictureDecoder> = () => openEngineDecoder(task, context),
): Promise<ScanResult> {
  const result = (report: ScanReport, reused: number, file: string) => ({ task: 'scan' as const, report, reused, file })
  const pixels = await scanPixels({ source: task.source, folder: task.folder, context })
  if (pixels) return result(await reportOfPixels(context, pixels), 0, pixels.reportFile)
  return scanPlace({ ...task, context, openDecoder }, async ({ listing, set, decoder, reused, reportFile }) =>
    result(await keepReport(context, { listing, set, decoder }, reportFile), reused, reportFile),
  )
}
