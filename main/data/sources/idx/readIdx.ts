import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { ByteSource } from './byteSource'
import { parseIdxSizes, parseIdxStart } from './header'

/** An array of bytes out of an IDX file, row-major. */
export interface IdxArray {
  readonly sizes: readonly number[]
  readonly bytes: Uint8Array
}

/** Most that one file may hold: it lies in memory whole. */
export const idxLimitBytes = 2 ** 31 - 1

/** Deflate makes at most this many bytes of one. */
const mostInflation = 1032

/**
 * An IDX file of unsigned bytes, gzipped or not (told by its first bytes, not its name). Memory is taken only when the header's
 * sizes can be true of a file of that length. Throws a Problem: `idx-damaged` if it is cut short, goes on too long or is no IDX
 * file of bytes, `idx-too-large` if it could not be held.
 */
export async function readIdx(file: string, signal?: AbortSignal): Promise<IdxArray> {
  let stream: Readable | undefined
  try {
    const { length, isGzipped } = await look(file)
    stream = contents(file, isGzipped, signal)
    return await parse(new ByteSource(stream), file, isGzipped ? length * mostInflation : length)
  } catch (error) {
    signal?.throwIfAborted()
    if (errorCode(error)?.startsWith('Z_'))
      throw damaged(file, `it cannot be unpacked (${(error as Error).message})`, error)
    throw diskProblem(error, 'data', file, 'read')
  } finally {
    stream?.destroy()
  }
}

async function look(file: string): Promise<{ length: number; isGzipped: boolean }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0)
    return { length: size, isGzipped: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b }
  } finally {
    await handle.close()
  }
}

function contents(file: string, isGzipped: boolean, signal: AbortSignal | undefined): Readable {
  const raw = createReadStream(file, { highWaterMark: 256 * 1024, signal })
  // The callback's error is the iterator's too, which is where it is met.
  return isGzipped ? pipeline(raw, createGunzip({ chunkSize: 256 * 1024 }), () => {}) : raw
}

async function parse(source: ByteSource, file: string, mostBytes: number): Promise<IdxArray> {
  const start = new Uint8Array(4)
  const parsed = parseIdxStart(start.subarray(0, await source.fill(start)))
  if (typeof parsed === 'string') throw damaged(file, parsed)
  const header = new Uint8Array(4 * parsed.axes)
  if ((await source.fill(header)) < header.length) throw damaged(file, 'it ends inside its header')
  const sizes = parseIdxSizes(header)
  const count = sizes.reduce((product, size) => product * size, 1)
  const claim = `${sizes.join(' x ')} bytes`
  if (count > mostBytes) throw damaged(file, `its header claims ${claim}, more than the file can hold`)
  if (count > idxLimitBytes)
    throw new Problem({
      code: 'idx-too-large',
      message: `the file holds ${claim}, more than fit into memory at once`,
      remedy: 'use a smaller data set',
      place: file,
    })
  const bytes = new Uint8Array(count)
  const got = await source.fill(bytes)
  if (got < count) throw damaged(file, `it ends after ${got} of its ${claim}`)
  if ((await source.fill(new Uint8Array(1))) > 0) throw damaged(file, `it goes on behind its ${claim}`)
  return { sizes, bytes }
}

const damaged = (file: string, what: string, cause?: unknown): Problem =>
  new Problem(
    {
      code: 'idx-damaged',
      message: `not an IDX file that can be read: ${what}`,
      remedy: 'get the file again',
      place: file,
    },
    cause,
  )
