import { stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { listCsv } from './csv/listCsv'
import { listFolder } from './listFolder'
import type { ListOptions } from './listOptions'
import type { PictureListing } from './pictureListing'
import { isZip } from './zip/isZip'
import { listZip } from './zip/listZip'

/**
 * Lists the pictures that a place holds, by name, class, size and time, without opening them; `undefined` if the place is not there or
 * of no kind that holds pictures. Throws a Problem if it cannot be read.
 */
export async function listPictures(place: string, options: ListOptions = {}): Promise<PictureListing | undefined> {
  options.signal?.throwIfAborted()
  const absolute = path.resolve(place)
  try {
    const stats = await stat(absolute)
    if (stats.isDirectory()) return await listFolder(absolute, place, options)
    if (!stats.isFile()) return undefined
    if (isZip(absolute)) return await listZip(absolute, place, options)
    return isTable(absolute) ? await listCsv(absolute, place, options) : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw diskProblem(error, 'data', place, 'read')
  }
}

const isTable = (file: string): boolean => /\.(csv|tsv)$/i.test(file)
