import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'

/** A folder of that name below `parent` that is not there yet, or is empty: `digits`, `digits 2`, and so on. */
export async function freePlace(parent: string, name: string): Promise<string> {
  const plain = folderName(name)
  for (let n = 1; ; n++) {
    const place = path.join(parent, n === 1 ? plain : `${plain} ${n}`)
    if (await isFree(place)) return place
  }
}

/** What every system takes as a folder's name. */
export function folderName(name: string): string {
  const plain = Array.from(name.normalize('NFC'))
    .map((letter) => (/[<>:"/\\|?*\p{Cc}\p{Cf}]/u.test(letter) ? '-' : letter))
    .join('')
    .slice(0, 60)
    .replace(/^[. -]+|[. ]+$/g, '')
  return plain === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(plain) ? 'project' : plain
}

async function isFree(place: string): Promise<boolean> {
  try {
    return (await readdir(place)).length === 0
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return true
    if (code === 'ENOTDIR') return false
    throw diskProblem(error, 'the folder', place, 'read')
  }
}
