import { stat, unlink, utimes } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'

/** Packs that nobody has opened for long go when all together take more than this part of what the disk could give, in bytes at least. */
const largestPart = 0.25
const leastBytes = 2e9
/** Where the system does not tell how much is free. */
const unknownDisk = 80e9

/** Notes that a pack is in use now: those used longest ago go first. */
export async function markUsed(file: string): Promise<void> {
  const now = new Date()
  try {
    await utimes(file, now, now)
  } catch (error) {
    // A cache that we may only read is not trimmed either.
    if (errorCode(error) === undefined) throw error
  }
}

/**
 * Removes packs that were used longest ago until the rest keeps to its part of the disk; `keep` stays. A run that has one open goes on
 * with it; one that wants it later packs it again. Gives the names of those that went.
 */
export async function trimPacks(folder: string, keep: string, budget?: number): Promise<string[]> {
  try {
    const packs = await packsOf(folder)
    const total = packs.reduce((sum, { size }) => sum + size, 0)
    const most =
      budget ?? Math.max(leastBytes, largestPart * (total + ((await realDisk.freeBytes(folder)) ?? unknownDisk)))
    let left = total
    const gone: string[] = []
    for (const { name, size } of packs.sort((a, b) => a.usedAt - b.usedAt)) {
      if (left <= most) break
      if (name === keep || !(await removed(path.join(folder, name)))) continue
      left -= size
      gone.push(name)
    }
    return gone
  } catch (error) {
    throw diskProblem(error, 'packed pictures that are not used', folder)
  }
}

interface KeptPack {
  readonly name: string
  readonly size: number
  readonly usedAt: number
}

async function packsOf(folder: string): Promise<KeptPack[]> {
  const packs: KeptPack[] = []
  for (const { name, kind } of await realDisk.list(folder)) {
    if (kind !== 'file' || !name.endsWith('.pack')) continue
    try {
      const { size, mtimeMs } = await stat(path.join(folder, name))
      packs.push({ name, size, usedAt: mtimeMs })
    } catch (error) {
      // Another process trims too.
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  return packs
}

async function removed(file: string): Promise<boolean> {
  try {
    await unlink(file)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return true
    // Windows does not remove what a process has open.
    if (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') return false
    throw error
  }
}
