import path from 'node:path'
import { nameOfBytes } from '../rawName'

/**
 * The names inside `folder` that a cell with a path may mean, likeliest first; none if it leads out of the folder or says nothing. A table
 * made on Windows has backslashes, which elsewhere may belong to a name.
 */
export function pathInFolder(cell: Buffer, folder: string): string[] {
  const name = nameOfBytes(cell)
  const slashed = name.replaceAll('\\x5c', '/')
  const meant = process.platform === 'win32' || name === slashed ? [slashed] : [name, slashed]
  return meant.flatMap((name) => inside(name, folder) ?? [])
}

function inside(name: string, folder: string): string | undefined {
  if (name === '') return undefined
  const relative = path.isAbsolute(name) ? path.relative(folder, name).replaceAll(path.sep, '/') : name
  const normal = path.posix.normalize(relative)
  const isOutside = normal === '.' || normal === '..' || normal.startsWith('../') || path.isAbsolute(normal)
  return isOutside || normal.endsWith('/') ? undefined : normal
}
