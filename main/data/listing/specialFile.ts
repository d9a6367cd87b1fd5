import type { Stats } from 'node:fs'
import type { FileProblem } from './pictureListing'

/** Why what stands under a name is not used if it is neither a regular file with something in it nor a folder. It is not opened. */
export function specialFile(stats: Stats, place: string): FileProblem | undefined {
  if (stats.isSymbolicLink())
    return {
      code: 'link',
      message: 'is a link, and links are not followed',
      remedy: 'put the file or folder itself there',
      place,
    }
  if (stats.isFile())
    return stats.size === 0
      ? { code: 'file-empty', message: 'the file has no bytes', remedy: 'get the file again or remove it', place }
      : undefined
  if (stats.isDirectory()) return undefined
  return { code: 'special-file', message: `is ${kindOf(stats)}, no picture`, remedy: 'remove it', place }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe (FIFO)'
  if (stats.isSocket()) return 'a socket'
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'no file'
}
