import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { FormatDescription } from '../../../shared/formats/exportFormats'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'

export interface ExportPlace {
  /** Where the model will be. */
  readonly final: string
  /** The folder for what lies beside it: itself, for a folder. */
  readonly beside: string
}

/** Where an export goes: a file gets the format's extension, and `<file>.about` beside it. Throws `export-exists`. */
export async function exportPlace(format: FormatDescription, out: string, overwrite: boolean): Promise<ExportPlace> {
  const extension = format.extensions[0] as string
  const final =
    format.kind === 'folder' || format.extensions.some((known) => out.toLowerCase().endsWith(known))
      ? out
      : `${out}${extension}`
  const beside = format.kind === 'folder' ? final : `${final}.about`
  for (const place of new Set([final, beside])) {
    const what = await stands(place)
    if (what === undefined || what === 'empty folder') continue
    const fits = place === beside ? what === 'folder' : what === 'file'
    if (overwrite && fits) continue
    throw new Problem({
      code: 'export-exists',
      message: `${path.basename(place)} is there already`,
      remedy: fits ? 'choose another name, or allow it to be replaced' : 'choose another name',
      place,
      values: { kind: fits ? 'replaceable' : 'other', file: path.basename(place) },
    })
  }
  return { final, beside }
}

async function stands(place: string): Promise<'file' | 'folder' | 'empty folder' | 'something else' | undefined> {
  try {
    const found = await lstat(place)
    if (found.isFile()) return 'file'
    if (!found.isDirectory()) return 'something else'
    return (await readdir(place)).length === 0 ? 'empty folder' : 'folder'
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
