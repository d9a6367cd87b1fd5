import { errorCode } from '../../disk/disk'
import { realDisk } from '../../disk/realDisk'

/** The last whole lines of a file, in at most so many bytes of it; none if it is not there. A line that is being written is left out. */
export async function lastLines(file: string, bytes: number): Promise<string[]> {
  const open = await realDisk.open(file, 'read').catch((error) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (!open) return []
  try {
    const size = await open.size()
    const from = Math.max(0, size - bytes)
    const tail = new Uint8Array(size - from)
    const got = await open.read(tail, from)
    const text = new TextDecoder().decode(tail.subarray(0, tail.subarray(0, got).lastIndexOf(10) + 1))
    const lines = text.split('\n').slice(0, -1)
    // Its first part may be missing.
    return from > 0 ? lines.slice(1) : lines
  } finally {
    await open.close()
  }
}
