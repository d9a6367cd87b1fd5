import path from 'node:path'
import type { RepairDataResult, RepairDataTask } from '../../../shared/contract/jobs'
import { nearest } from '../../../shared/nearest'
import { Problem } from '../../../shared/problem'
import type { DataSetEdit } from '../../../shared/records/dataSetEdit'
import { applyEdit, type EditedDataSet, effectiveEntries } from '../../../shared/records/dataSetEdits'
import type { Finding, ScanReport } from '../../../shared/records/scanReport'
import { checkPictures } from '../../data/describePictures'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import { healthReport } from '../../data/scan/healthReport'
import { knownNearDuplicates } from '../../data/scan/knownNearDuplicates'
import { dataSetPlace, writeDataSetFile } from '../../data/version/dataSetFiles'
import type { UsablePicture } from '../../data/version/dealPictures'
import { grownVersion, type Usable } from '../../data/version/growVersion'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import type { JobContext } from '../jobContext'
import { openEngineDecoder } from '../scan/openEngineDecoder'
import { reportOfPixels, scanPixels } from '../scan/scanPixels'
import { type ScannedPlace, scanPlace } from '../scan/scanPlace'
import { editsFor } from './editsFor'

/**
 * The health of a project's data as its `dataset.json` has them: with its splits, its labels, and without what it leaves out. Each
 * kind of finding that is named is mended by an edit of that file, which can be undone; the pictures themselves are not touched. Data without files are
 * looked at too, so that whoever asks need not know what they are.
 */
export async function repairData(
  task: RepairDataTask,
  context: JobContext,
  openDecoder: () => Promise<PictureDecoder> = () => openEngineDecoder(task, context),
): Promise<RepairDataResult> {
  const { data, projectFolder, kinds } = task
  const pixels = await scanPixels({ source: data.source, folder: projectFolder, context })
  if (pixels) {
    const [kind] = kinds
    if (kind !== undefined) throw notMendable(data.source, kind)
    const report = await reportOfPixels(context, pixels)
    return { task: 'repair-data', report, hasFiles: false, edits: [], file: pixels.reportFile }
  }
  const place = { source: data.source, folder: projectFolder, nested: data.nested, afterDeath: task.afterDeath }
  // What is frozen is to be learned from.
  const check = task.freeze ? checkPictures : undefined
  return scanPlace({ ...place, check, context, openDecoder }, async (scanned) => {
    const lock = await acquireLock(realDisk, projectFolder, { what: 'the data set of the project' })
    try {
      const { version, isNew } = await grownVersion(projectFolder, data, await usableOf(scanned))
      let file: EditedDataSet = version
      const edits: DataSetEdit[] = []
      const first = reportOf(scanned, file)
      for (const kind of kinds) {
        const now = edits.length > 0 ? reportOf(scanned, file) : first
        // Two findings may be of the same pictures: what mended one can have mended the other.
        if (has(first, kind) && !has(now, kind)) continue
        const finding = findingOf(kind, now)
        for (const edit of editsFor(finding, file)) {
          file = applyEdit(file, edit)
          edits.push(edit)
        }
      }
      const report = reportOf(scanned, file)
      if (edits.length > 0 || (task.freeze && isNew)) await writeDataSetFile(dataSetPlace(projectFolder), file)
      return { task: 'repair-data', report, hasFiles: true, edits, file: dataSetPlace(projectFolder) }
    } finally {
      await lock.release()
    }
  })
}

async function usableOf({ listing, set, reportFile }: ScannedPlace): Promise<Usable> {
  const pictures = listing.entries.flatMap(({ name, className, split }, k): UsablePicture[] => {
    const { sha256, problem } = set.at(k)
    return problem || sha256 === undefined ? [] : [{ name, sha256, className, split }]
  })
  return { classes: listing.classes, pictures, alike: await knownNearDuplicates(path.dirname(reportFile)) }
}

/** As the project has its data after its edits. */
function reportOf({ listing, set, decoder }: ScannedPlace, file: EditedDataSet): ScanReport {
  const effective = new Map(effectiveEntries(file).map(([name, , className, split]) => [name, { className, split }]))
  return healthReport({
    listing,
    set,
    decoder,
    createdAt: new Date(),
    place: (k) => effective.get(set.entries[k]?.name as string),
  })
}

const notMendable = (source: string, kind: string): Problem =>
  new Problem({
    code: 'nothing-to-mend',
    message: `${source} is no folder of pictures: ${kind} cannot be mended in it`,
    remedy: 'only data sets of picture files are mended',
  })

const has = ({ findings }: ScanReport, kind: string): boolean => findings.some((finding) => finding.kind === kind)

function findingOf(kind: string, { findings }: ScanReport): Finding {
  const finding = findings.find((finding) => finding.kind === kind)
  if (finding?.repair) return finding
  const mendable = findings.filter(({ repair }) => repair).map((each) => each.kind)
  const near = nearest(kind, mendable)
  throw new Problem({
    code: finding ? 'finding-without-repair' : 'no-such-finding',
    message: finding
      ? `${kind} cannot be mended by an edit of the data set`
      : `the data set has nothing of the kind ${kind}`,
    remedy: near
      ? `did you mean ${near}?`
      : mendable.length > 0
        ? `it has ${mendable.join(', ')}`
        : 'nothing needs to be done',
  })
}
