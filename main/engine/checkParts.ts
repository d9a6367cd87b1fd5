import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Problem } from '../../shared/problem'

/** `engine.json` of a packaged program: sha256 by file name. */
const EngineParts = z.strictObject({ files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)) })

/**
 * Whether the native parts in a folder are those that the program was packaged with. They lie outside of its archive, which alone is protected, and are code:
 * each is hashed before any is loaded (about 2 s of processor time for TensorFlow's 850 MB). Throws `engine-changed`.
 *
 * @param list a file with the hashes, inside the archive
 */
export function checkParts(folder: string, list: string): void {
  const { files } = EngineParts.parse(JSON.parse(readFileSync(list, 'utf8')))
  for (const [name, sha256] of Object.entries(files)) {
    const place = path.join(folder, name)
    if (hashOf(place) === sha256) continue
    throw new Problem({
      code: 'engine-changed',
      message: `${name} is not the file that Layerloom was made with`,
      remedy: 'install Layerloom again; if you did not change the file, find out who did',
      place,
    })
  }
}

/** sha256 of a file of any size; '' if it cannot be read. */
function hashOf(place: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(1 << 22)
  let file: number
  try {
    file = openSync(place, 'r')
  } catch {
    // Not there, or not for us: not the file that it should be.
    return ''
  }
  try {
    for (let count = -1; count !== 0; ) {
      count = readSync(file, buffer)
      hash.update(buffer.subarray(0, count))
    }
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
