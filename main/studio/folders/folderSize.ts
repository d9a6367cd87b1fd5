import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'

/** What a folder holds; nothing where it is not there. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/**
 * Bytes of all files in a folder and below. Symbolic links are not followed: what they lead to lies elsewhere. A file that has several names counts
 * once over all calls that share `seen`. One that goes away meanwhile counts nothing.
 */
export async function folderSize(folder: string, seen: Set<string> = new Set()): Promise<number> {
  let bytes = 0
  for (const entry of await entriesOf(folder)) {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) bytes += await folderSize(place, seen)
    else if (entry.isFile()) bytes += await fileSize(place, seen)
  }
  return bytes
}

async function fileSize(place: string, seen: Set<string>): Promise<number> {
  try {
    const { dev, ino, nlink, size } = await lstat(place)
    const file = `${dev}:${ino}`
    if (nlink > 1 && seen.has(file)) return 0
    seen.add(file)
    return size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}
