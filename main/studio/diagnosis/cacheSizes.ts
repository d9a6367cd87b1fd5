import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'

/** A place where Layerloom keeps what it fetched or built, and how much lies there. */
export interface CacheSize {
  readonly path: string
  readonly bytes: number
}

/** The folders in the cache with their sizes; none where there is no cache. */
export async function cacheSizes(cache: string | undefined): Promise<CacheSize[]> {
  if (!cache) return []
  const entries = await entriesOf(cache)
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(cache, entry.name))
  return Promise.all(folders.sort().map(async (folder) => ({ path: folder, bytes: await sizeOf(folder) })))
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Links are not followed: what they lead to lies elsewhere. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await entriesOf(folder)) {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) bytes += await sizeOf(place)
    else if (entry.isFile()) bytes += (await lstat(place)).size
  }
  return bytes
}
