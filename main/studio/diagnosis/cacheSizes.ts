import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'

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
  for (const folder of folders.sort()) sizes.push({ path: folder, bytes: await sizeOf(folder, seen) })
  return sizes
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Symbolic links are not followed: what they lead to lies elsewhere. */
async function sizeOf(folder: string, seen: Set<string>): Promise<number> {
  let bytes = 0
  for (const entry of await entriesOf(folder)) {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) bytes += await sizeOf(place, seen)
    else if (entry.isFile()) {
      const { dev, ino, nlink, size } = await lstat(place)
      const file = `${dev}:${ino}`
      if (nlink > 1 && seen.has(file)) continue
      seen.add(file)
      bytes += size
    }
  }
  return bytes
}
