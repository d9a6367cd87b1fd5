import path from 'node:path'
import { DataReference } from '../../../shared/records/dataReference'
import { type ScanReport, scanReportRecord } from '../../../shared/records/scanReport'
import { splits } from '../../data/dataSet'
import { openDataSet, sources } from '../../data/openDataSet'
import { type DataSetScan, scanDataSet } from '../../data/scan/scanDataSet'
import { scanFolder } from '../../data/scan/scanFolder'
import { realDisk } from '../../disk/realDisk'
import type { JobContext } from '../jobContext'
import { keepReport } from './keepReport'
import { stopSignal } from './stopSignal'

export interface PixelsQuestion {
  readonly source: string
  readonly folder: string
  readonly context: JobContext
}

/** Images of a data set that has no picture files, looked at. */
export interface ScannedPixels extends DataSetScan {
  readonly reportFile: string
}

/** Looks at the images of samples, IDX files and CIFAR's batches; `undefined` for a source of another kind. */
export async function scanPixels({ source, folder, context }: PixelsQuestion): Promise<ScannedPixels | undefined> {
  const place = source.startsWith('sample:') ? source : path.resolve(folder, source)
  const accepted = await Promise.all(sources.map((kind) => kind.accepts(place)))
  if (!accepted.includes(true)) return undefined
  const signal = stopSignal(context)
  const data = await openDataSet(DataReference.parse({ source }), {
    folder,
    signal,
    onProgress: (what) => context.post({ event: 'working', what }),
  })
  const files = splits.reduce((sum, split) => sum + data.count(split), 0)
  const scanned = await scanDataSet(
    data,
    ({ done, perSecond, secondsLeft }) =>
      context.post({ event: 'scan', phase: 'reading', files, done, problems: 0, perSecond, secondsLeft }),
    signal,
  )
  const results = scanFolder(place, undefined)
  await realDisk.makeFolder(results)
  return { ...scanned, reportFile: path.join(results, scanReportRecord.file) }
}

/** Of such images nothing is mended: they have no file each that could be left out. */
export const reportOfPixels = (context: JobContext, { listing, set, reportFile }: ScannedPixels): Promise<ScanReport> =>
  keepReport(context, { listing, set, decoder: 'none', isMendable: false }, reportFile)
