import { readFile } from 'node:fs/promises'
import { freemem } from 'node:os'
import { errorCode } from './disk'

/**
 * Bytes that this process may take before the machine, or the container that it runs in, has none left. Linux: what the kernel calls available
 * (caches that it would give up counted in), or what the memory limit of the control group leaves if that is less. Elsewhere: what the system
 * calls free, which leaves out caches and so says less than there is.
 *
 * `root`: where the file system begins; a test gives a folder of its own.
 */
export async function freeMemory(root = ''): Promise<number> {
  if (process.platform !== 'linux') return freemem()
  const available = await numberIn(`${root}/proc/meminfo`, /^MemAvailable:\s+(\d+) kB$/m)
  const room = await controlGroupRoom(root)
  return Math.min(available === undefined ? freemem() : available * 1024, room)
}

/** What the container's limit leaves; caches of files that it holds would be given up first. */
async function controlGroupRoom(root: string): Promise<number> {
  const versions = [
    { folder: 'sys/fs/cgroup', limit: 'memory.max', used: 'memory.current', cache: /^inactive_file (\d+)$/m },
    {
      folder: 'sys/fs/cgroup/memory',
      limit: 'memory.limit_in_bytes',
      used: 'memory.usage_in_bytes',
      cache: /^total_inactive_file (\d+)$/m,
    },
  ]
  let room = Number.POSITIVE_INFINITY
  for (const { folder, limit, used, cache } of versions) {
    const place = `${root}/${folder}`
    // "max" stands for no limit.
    const most = await numberIn(`${place}/${limit}`, /^(\d+)$/m)
    const now = await numberIn(`${place}/${used}`, /^(\d+)$/m)
    if (most === undefined || now === undefined) continue
    const reclaimable = (await numberIn(`${place}/memory.stat`, cache)) ?? 0
    room = Math.min(room, Math.max(0, most - now + reclaimable))
  }
  return room
}

/** A number in a small file of the kernel; `undefined` where there is no such file or number. */
async function numberIn(file: string, pattern: RegExp): Promise<number | undefined> {
  try {
    const found = pattern.exec(await readFile(file, 'utf8'))?.[1]
    return found === undefined ? undefined : Number(found)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined
    throw error
  }
}
