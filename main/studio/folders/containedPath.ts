import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'

/**
 * The real place of an absolute path, if it lies in one of the roots or is one: links are followed on both sides before they are compared, and
 * `/data-evil` is not inside `/data`. What is not there yet counts by the nearest folder above it that is. Every path from a window goes through here,
 * each time that it is used: a link may have been put there since.
 */
export async function containedPath(roots: readonly string[], wanted: string): Promise<string> {
  if (wanted.includes('\0') || !path.isAbsolute(wanted)) throw outside(wanted, roots)
  const real = await realPlace(path.resolve(wanted))
  for (const root of roots) if (isInside(await realPlace(path.resolve(root)), real)) return real
  throw outside(wanted, roots)
}

/** Whether a path is a folder or lies in it; both real and absolute. */
export function isInside(folder: string, place: string): boolean {
  const relative = path.relative(folder, place)
  return relative === '' || (!path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..')
}

async function realPlace(place: string): Promise<string> {
  try {
    return await realpath(place)
  } catch (error) {
    const parent = path.dirname(place)
    const code = errorCode(error)
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === place) throw error
    return path.join(await realPlace(parent), path.basename(place))
  }
}

const outside = (place: string, roots: readonly string[]): Problem =>
  new Problem({
    code: 'outside-roots',
    message: 'the folder lies outside of what was granted',
    remedy:
      roots.length === 0
        ? 'start with "--root FOLDER", or choose it in the dialog'
        : `choose one inside ${roots.join(' or ')}, or start with "--root FOLDER"`,
    place: place.slice(0, 300),
  })
