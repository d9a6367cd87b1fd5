import type { Disk } from '../../disk/disk'
import { errorCode } from '../../disk/disk'
import type { PictureEntry } from '../listing/pictureListing'
import { ScanCache } from './scanCache'
import type { ScannedSet } from './scannedSet'

/** What earlier scans of a source knew. */
export interface KnownResults {
  /** Open, for what is found now. */
  readonly cache: ScanCache
  /** Results that were taken over into the set. */
  readonly reused: number
  /** Records of files that are gone or have changed. */
  readonly stale: number
}

/** Puts into the set what the cache knows of its entries: those of the same name, size and time. `isFresh`: nothing, and it is emptied. */
export async function readKnown(
  disk: Disk,
  file: string,
  { decoder, set, isFresh }: { readonly decoder: string; readonly set: ScannedSet; readonly isFresh: boolean },
): Promise<KnownResults> {
  if (isFresh) await removed(disk, file)
  const positions = new Map(set.entries.map(({ name }, k) => [name, k]))
  let reused = 0
  let stale = 0
  const cache = await ScanCache.read(disk, file, decoder, ({ name, size, modified }, picture) => {
    const k = positions.get(name)
    const entry = k === undefined ? undefined : set.entries[k]
    if (k === undefined || entry?.size !== size || entry.modified !== modified || set.has(k)) {
      stale++
      return
    }
    set.add(k, picture)
    reused++
  })
  return { cache, reused, stale }
}

/** Drops the records of files that are gone or have changed. */
export function compactKnown(cache: ScanCache, entries: readonly PictureEntry[]): Promise<void> {
  const current = new Map(entries.map((entry) => [entry.name, entry]))
  return cache.compact(({ name, size, modified }) => {
    const entry = current.get(name)
    return entry !== undefined && entry.size === size && entry.modified === modified
  })
}

async function removed(disk: Disk, file: string): Promise<void> {
  try {
    await disk.removeFile(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
