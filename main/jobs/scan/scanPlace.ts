import { createHash } from 'node:crypto'
import path from 'node:path'
import type { DataReference } from '../../../shared/records/dataReference'
import { scanReportRecord } from '../../../shared/records/scanReport'
import { listPictures } from '../../data/listing/listPictures'
import type { PictureListing } from '../../data/listing/pictureListing'
import { unknownSource } from '../../data/openDataSet'
import { markUsed } from '../../data/pack/trimPacks'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import { compactKnown, readKnown } from '../../data/scan/knownResults'
import type { ScanCache } from '../../data/scan/scanCache'
import { scanFolder } from '../../data/scan/scanFolder'
import { decoderDied, scanListing } from '../../data/scan/scanListing'
import { ScannedSet } from '../../data/scan/scannedSet'
import { trimScans } from '../../data/scan/trimScans'
import { WorkJournal } from '../../data/scan/workJournal'
import type { WorkProgress } from '../../data/workProgress'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import type { JobContext } from '../jobContext'
import { decoderIdentity } from './decoderIdentity'
import { stopSignal } from './stopSignal'

export interface ScanPlace {
  /** As the person named it. */
  readonly source: string
  /** From which a relative path counts. */
  readonly folder: string
  readonly nested?: DataReference['nested']
  /** Nothing of an earlier scan is used. */
  readonly fresh?: boolean | undefined
  /** The process before this one was lost in the decoder: a file that was alone in it is to blame. */
  readonly afterDeath?: boolean | undefined
  /** Throws a Problem for a listing that is not worth looking at. */
  readonly check?: ((listing: PictureListing) => Promise<void>) | undefined
  readonly context: JobContext
  readonly openDecoder: () => Promise<PictureDecoder>
}

/** Every picture of a source, looked at. */
export interface ScannedPlace {
  readonly listing: PictureListing
  readonly set: ScannedSet
  /** Whose verdicts these are. */
  readonly decoder: string
  /** Pictures that an earlier scan knew and that did not change. */
  readonly reused: number
  /** Where the report is kept. */
  readonly reportFile: string
}

/** How long another scan of the same place is waited for. */
const lockWaitMs = 2000

/** Records of files that are gone or changed before the cache is written anew. */
const mostStale = 1000

/**
 * Lists a source of picture files, looks at those that no earlier scan knew, and hands all results to `use`. What was looked at
 * is kept even if this process ends at once. Ended by a `stop` of the studio, with a Problem `scan-stopped`.
 */
export async function scanPlace<T>(scan: ScanPlace, use: (scanned: ScannedPlace) => Promise<T>): Promise<T> {
  const signal = stopSignal(scan.context)
  const place = path.resolve(scan.folder, scan.source)
  const listing = await list(scan, place, signal)
  try {
    await scan.check?.(listing)
    const folder = scanFolder(place, scan.nested)
    await prepared(folder)
    const lock = await acquireLock(realDisk, folder, { what: `the scan of ${scan.source}`, waitMs: lockWaitMs })
    try {
      await markUsed(folder)
      await trimScans(path.dirname(folder), folder)
      return await use(await lookAt(scan, listing, folder, signal))
    } finally {
      await lock.release()
    }
  } finally {
    await listing.close()
  }
}

async function list(
  { source, nested, context }: ScanPlace,
  place: string,
  signal: AbortSignal,
): Promise<PictureListing> {
  const listing = await listPictures(place, {
    nested,
    signal,
    onProgress: ({ files, problems }) => context.post({ event: 'scan', phase: 'listing', files, done: 0, problems }),
  })
  if (!listing) throw await unknownSource(source, place)
  return { ...listing, source }
}

async function prepared(folder: string): Promise<void> {
  try {
    await realDisk.makeFolder(folder)
    await removeLeftovers(realDisk, folder)
  } catch (error) {
    throw diskProblem(error, 'the results of the scan', folder)
  }
}

async function lookAt(
  scan: ScanPlace,
  listing: PictureListing,
  folder: string,
  signal: AbortSignal,
): Promise<ScannedPlace> {
  const { context } = scan
  const { entries } = listing
  const set = new ScannedSet(entries)
  const decoder = decoderIdentity()
  const known = await readKnown(realDisk, path.join(folder, 'pictures.scan'), {
    decoder,
    set,
    isFresh: scan.fresh ?? false,
  })
  const { reused, cache } = known
  const journal = await WorkJournal.open(realDisk, path.join(folder, 'in-work.jsonl'))
  let problems = listing.problems.length + entries.filter((_, k) => set.has(k) && set.at(k).problem).length
  const tell = ({ done, perSecond, secondsLeft }: Pick<WorkProgress, 'done' | 'perSecond' | 'secondsLeft'>) => {
    const files = entries.length
    context.post({ event: 'scan', phase: 'reading', files, done: reused + done, problems, perSecond, secondsLeft })
  }
  try {
    tell({ done: 0 })
    if (scan.afterDeath && journal.left.length === 1) await blame(listing, set, cache, journal.left[0] as string)
    await scanListing({
      listing,
      set,
      suspects: journal.suspects,
      openDecoder: scan.openDecoder,
      keeping: {
        begin: (names) => journal.begin(names),
        keep: async (results) => {
          problems += results.filter(([, { problem }]) => problem).length
          await cache.append(results)
        },
      },
      onProgress: tell,
      signal,
    })
    if (known.stale > mostStale && known.stale > entries.length / 2) await compactKnown(cache, entries)
  } catch (error) {
    throw diskProblem(error, 'the results of the scan', folder)
  } finally {
    await cache.close()
    await journal.close()
  }
  return { listing, set, decoder, reused, reportFile: path.join(folder, scanReportRecord.file) }
}

/** The file that was alone in the decoder when the process was lost is not given to it again. */
async function blame(listing: PictureListing, set: ScannedSet, cache: ScanCache, name: string): Promise<void> {
  const k = listing.entries.findIndex((entry) => entry.name === name)
  const entry = listing.entries[k]
  if (!entry || set.has(k)) return
  const [bytes] = await listing.read([entry])
  // A file that is gone or changed by now is a new one.
  if (!(bytes instanceof Uint8Array)) return
  const result = decoderDied(entry, createHash('sha256').update(bytes).digest('hex'))
  set.add(k, result)
  await cache.append([[entry, result]])
}
