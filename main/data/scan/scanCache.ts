import path from 'node:path'
import { z } from 'zod'
import { type Disk, errorCode, type OpenFile } from '../../disk/disk'
import { temporaryName } from '../../disk/owner'
import { readFile } from '../../disk/readFile'
import { retryWhileBusy } from '../../disk/retryWhileBusy'
import { writeNewFile } from '../../disk/writeNewFile'
import type { ScannedPicture } from './scannedPicture'
import { type FileKey, formatScanRecord, parseScanRecord, scanRecordVersion } from './scanRecord'

/**
 * Results of scans of one source, so that only new and changed files are read again: a line of JSON that says whose they are, then
 * records, each behind its length and its checksum. It grows at its end; what a crash or a fault of the disk leaves torn ends it there.
 */
export class ScanCache {
  private readonly disk: Disk
  private readonly place: string
  private readonly version: string
  /** Where the last whole record ends; 0: there is no file to go on with. */
  private end = 0
  private open: OpenFile | undefined

  private constructor(disk: Disk, place: string, version: string) {
    this.disk = disk
    this.place = place
    this.version = version
  }

  /**
   * Opens the cache and calls `found` for each record in it. `version` is that of the decoder: results of another one are not used. The
   * picture's thumbnail is a view that the next record overwrites.
   */
  static async read(
    disk: Disk,
    place: string,
    version: string,
    found: (key: FileKey, picture: ScannedPicture) => void,
  ): Promise<ScanCache> {
    const cache = new ScanCache(disk, place, version)
    let file: OpenFile
    try {
      file = await disk.open(place, 'read')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return cache
      throw error
    }
    try {
      cache.end = await readRecords(file, version, ({ key, picture }) => found(key, picture))
    } finally {
      await file.close()
    }
    return cache
  }

  /** Adds results with one write. They survive the end of this process; a power cut may cost them. */
  async append(results: readonly (readonly [FileKey, ScannedPicture])[]): Promise<void> {
    this.open ??= await this.openAtEnd()
    // A full disk may have taken half of what was written last time.
    if ((await this.open.size()) !== this.end) await this.open.truncate(this.end)
    const bytes = Buffer.concat(results.flatMap(([key, picture]) => framed(formatScanRecord(key, picture))))
    await this.open.append(bytes)
    this.end += bytes.length
  }

  /** Writes the file anew with the records for which `keep` holds, atomically. */
  async compact(keep: (key: FileKey) => boolean): Promise<void> {
    await this.close()
    const bytes = await readFile(this.disk, this.place)
    const kept: Uint8Array[] = [headOf(this.version)]
    const start = kept[0]?.length ?? 0
    for (const { from, to } of frames(bytes, start)) {
      const record = bytes.subarray(from + frameBytes, to)
      if (keep(parseScanRecord(record).key)) kept.push(bytes.subarray(from, to))
    }
    const temporary = path.join(path.dirname(this.place), await temporaryName(path.basename(this.place)))
    await writeNewFile(this.disk, temporary, kept)
    await retryWhileBusy(() => this.disk.rename(temporary, this.place))
    await this.disk.syncFolder(path.dirname(this.place))
    this.end = kept.reduce((sum, { length }) => sum + length, 0)
  }

  async close(): Promise<void> {
    await this.open?.close()
    this.open = undefined
  }

  /** What is torn, of another version or no cache at all is cut off before something is added. */
  private async openAtEnd(): Promise<OpenFile> {
    const file = await this.disk.open(this.place, 'append')
    try {
      if (this.end === 0) {
        await file.truncate(0)
        const head = headOf(this.version)
        await file.append(head)
        this.end = head.length
      }
    } catch (error) {
      await file.close()
      throw error
    }
    return file
  }
}

/** Compared as a whole: anything else is no cache that is ours and of this version. */
const headOf = (decoder: string): Uint8Array =>
  Buffer.from(`${JSON.stringify({ format: 'layerloom-scan-cache', version: scanRecordVersion, decoder })}\n`)

/** Length and checksum of a record, four bytes each, little-endian. */
const frameBytes = 8

function framed(record: Uint8Array): Uint8Array[] {
  const frame = Buffer.alloc(frameBytes)
  frame.writeUInt32LE(record.length)
  frame.writeUInt32LE(checksum(record), 4)
  return [frame, record]
}

/** FNV-1a of 32 bits: against torn and turned bytes, not against people. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (let k = 0; k < bytes.length; k++) sum = Math.imul(sum ^ (bytes[k] as number), 0x01000193)
  return sum >>> 0
}

/** Records that lie whole in `bytes`, from `start` up to the first that does not. */
function* frames(bytes: Uint8Array, start: number): Generator<{ readonly from: number; readonly to: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = start; from + frameBytes <= bytes.length; ) {
    const to = from + frameBytes + view.getUint32(from, true)
    if (to > bytes.length) return
    if (checksum(bytes.subarray(from + frameBytes, to)) !== view.getUint32(from + 4, true)) return
    yield { from, to }
    from = to
  }
}

const blockBytes = 2 ** 20

/** Where the last good record ends; 0 for a file of another version. Blocks are read one at a time, whatever the size of the file. */
async function readRecords(
  file: OpenFile,
  version: string,
  found: (record: ReturnType<typeof parseScanRecord>) => void,
): Promise<number> {
  const head = headOf(version)
  const block = Buffer.alloc(blockBytes)
  const got = await file.read(block.subarray(0, head.length), 0)
  if (got < head.length || !block.subarray(0, head.length).equals(head)) return 0
  for (let position = head.length; ; ) {
    const length = await file.read(block, position)
    let end = 0
    for (const { from, to } of frames(block.subarray(0, length), 0)) {
      const record = tryParse(block.subarray(from + frameBytes, to))
      if (!record) return position + end
      found(record)
      end = to
    }
    // Nothing whole in a block: the file's end, a torn record, or one that is no record of ours, for these are far smaller.
    if (end === 0) return position
    position += end
  }
}

function tryParse(bytes: Uint8Array): ReturnType<typeof parseScanRecord> | undefined {
  try {
    return parseScanRecord(bytes)
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}
