import { lstatSync, type Stats } from 'node:fs'
import { errorCode } from '../../../disk/disk'
import { systemPath } from '../rawName'

/** What stands under a name; `undefined` if nothing does. Other errors of the system are thrown. */
export function statsInFolder(folder: string, name: string): Stats | undefined {
  try {
    return lstatSync(systemPath(folder, name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}
