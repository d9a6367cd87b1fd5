import { createHash } from 'node:crypto'
import path from 'node:path'
import type { DataReference } from '../../../shared/records/dataReference'
import { cacheFolder } from '../cacheFolder'

/** Where the results of scans of one place, listed in one way, are kept. `place` is the source as an absolute path. */
export function scanFolder(place: string, nested: DataReference['nested'], cache = cacheFolder()): string {
  const key = createHash('sha256')
    .update(JSON.stringify([place, nested ?? null]))
    .digest('hex')
    .slice(0, 32)
  return path.join(cache, 'scans', key)
}
