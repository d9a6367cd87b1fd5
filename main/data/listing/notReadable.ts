import { closeSync, openSync, type Stats } from 'node:fs'
import { fileProblem } from './fileProblem'
import { openForReading } from './openForReading'
import type { FileProblem } from './pictureListing'
import { systemPath } from './rawName'

/**
 * Why a regular file may not be read. Tried only where a right to read is missing for somebody: a file that all may read needs no trial,
 * and other errors show when it is read.
 */
export function notReadable(folder: string, name: string, { mode }: Stats): FileProblem | undefined {
  if ((mode & 0o444) === 0o444) return undefined
  try {
    closeSync(openSync(systemPath(folder, name), openForReading))
    return undefined
  } catch (error) {
    return fileProblem(error, 'picture', name)
  }
}
