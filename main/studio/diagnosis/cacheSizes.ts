import path from 'node:path'
import { entriesOf, folderSize } from '../folders/folderSize'

/** A place where Layerloom keeps what it fetched or built, and how much lies there. */
export interface CacheSize {
  readonly path: string
  readonly bytes: number
}

/**
 * The folders in the cache with their sizes; none where there is no cache. The set-up links TensorFlow's libraries into more than one of them;
 * what has several names counts once, in the first.
 */
export async function cacheSizes(cache: string | undefined): Promise<CacheSize[]> {
  if (!cache) return []
  const entries = await entriesOf(cache)
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(cache, entry.name))
  const seen = new Set<string>()
  const sizes: CacheSize[] = []
  for (const folder of folders.sort()) sizes.push({ path: folder, bytes: await folderSize(folder, seen) })
  return sizes
}
