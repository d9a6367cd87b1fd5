import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { errorCode } from '../../disk/disk'
import { fileChanged } from './fileChanged'
import { fileProblem } from './fileProblem'
import { openForReading } from './openForReading'
import type { FileProblem, PictureEntry } from './pictureListing'

/**
 * A listed file's bytes, read synchronously; a Problem if it cannot be read or is not what was listed any more (`file-changed`: another
 * size or time, no regular file, shorter than it says).
 */
export function readRegularFile(path: string | Buffer, entry: PictureEntry): Uint8Array | FileProblem {
  let file: number
  try {
    file = openSync(path, openForReading)
  } catch (error) {
    // What is no file any more: a link, a socket.
    const isOther = ['ELOOP', 'ENXIO', 'EMLINK'].includes(errorCode(error) ?? '')
    return isOther ? fileChanged(entry) : fileProblem(error, 'picture', entry.name)
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size !== entry.size || stats.mtimeMs !== entry.modified) return fileChanged(entry)
    const bytes = Buffer.allocUnsafe(entry.size)
    let done = 0
    while (done < bytes.length) {
      const got = readSync(file, bytes, done, bytes.length - done, done)
      if (got === 0) return fileChanged(entry)
      done += got
    }
    return bytes
  } catch (error) {
    return fileProblem(error, 'picture', entry.name)
  } finally {
    closeSync(file)
  }
}
