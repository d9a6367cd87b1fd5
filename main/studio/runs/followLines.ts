import { stat } from 'node:fs/promises'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { pause } from '../host/pause'

/** How often the file is looked at, in milliseconds. */
const lookMs = 500

interface Followed {
  readonly file: string
  /** So much of its end is read at first; absent: all. */
  readonly tailBytes?: number
}

/**
 * Tells the whole lines of a file that somebody else writes, then those that are added. `isWhole`: they replace what was told, for the file is new,
 * or was written anew by a run that went back to a checkpoint. A file that is not there yet has no lines.
 */
export async function followLines(
  { file, tailBytes = Number.POSITIVE_INFINITY }: Followed,
  tell: (lines: readonly string[], isWhole: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let seen: { readonly inode: number; readonly end: number } | undefined
  while (!signal.aborted) {
    const { inode, size } = await lookAt(file)
    const isWhole = seen === undefined || seen.inode !== inode || size < seen.end
    if (isWhole || size > (seen?.end ?? 0)) {
      const from = isWhole ? Math.max(0, size - tailBytes) : (seen?.end ?? 0)
      const { lines, end } = size > 0 ? await readFrom(file, from, size) : { lines: [], end: 0 }
      // The first of a tail may lack its beginning.
      const told = isWhole && from > 0 ? lines.slice(1) : lines
      if (isWhole || told.length > 0) tell(told, isWhole)
      seen = { inode, end }
    }
    await pause(lookMs, signal)
  }
}

async function lookAt(file: string): Promise<{ inode: number; size: number }> {
  try {
    const { ino, size } = await stat(file)
    return { inode: ino, size }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { inode: -1, size: 0 }
    throw diskProblem(error, 'the run', file, 'read')
  }
}

async function readFrom(file: string, from: number, to: number): Promise<{ lines: string[]; end: number }> {
  const open = await realDisk.open(file, 'read')
  try {
    const bytes = new Uint8Array(to - from)
    const got = await open.read(bytes, from)
    const whole = bytes.subarray(0, got).lastIndexOf(10) + 1
    return { lines: new TextDecoder().decode(bytes.subarray(0, whole)).split('\n').slice(0, -1), end: from + whole }
  } finally {
    await open.close()
  }
}
