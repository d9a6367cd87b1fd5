import { createHash } from 'node:crypto'
import type { Disk, OpenFile } from '../../disk/disk'
import { retryWhileBusy } from '../../disk/retryWhileBusy'
import { sha256 } from '../sha256'
import type { PackIndex } from './packIndex'
import { formatTrailer } from './packLayout'

/** A pack that is being written under a temporary name: pixels first, then what they are. */
export class PackWriter {
  private readonly disk: Disk
  private readonly temporary: string
  private readonly file: OpenFile
  private readonly size: number
  private readonly pixelDigests: Uint8Array[] = []
  private readonly contents: Uint8Array[] = []

  private constructor(disk: Disk, temporary: string, file: OpenFile, size: number) {
    this.disk = disk
    this.temporary = temporary
    this.file = file
    this.size = size
  }

  /** `size`: bytes of a picture. */
  static async create(disk: Disk, temporary: string, size: number): Promise<PackWriter> {
    return new PackWriter(disk, temporary, await disk.open(temporary, 'create'), size)
  }

  /** Pictures in it. */
  get pictures(): number {
    return this.contents.length
  }

  /** sha256s of the files in it, hexadecimal. */
  contentList(): string[] {
    return this.contents.map((content) => Buffer.from(content).toString('hex'))
  }

  /** Puts pictures at the end, one behind the other. `contents`: sha256 of each one's file. Gives the place of the first. */
  async append(pixels: Uint8Array, contents: readonly Uint8Array[]): Promise<number> {
    const first = this.pictures
    for (const [k, content] of contents.entries()) {
      this.contents.push(content)
      this.pixelDigests.push(sha256(pixels.subarray(k * this.size, (k + 1) * this.size)))
    }
    await this.file.append(pixels)
    return first
  }

  /** Writes the end, brings everything to the disk and gives the file its name. */
  async finish(index: PackIndex, final: string, folder: string): Promise<void> {
    const parts = [...this.pixelDigests, ...this.contents, Buffer.from(JSON.stringify(index))]
    const tail = Buffer.concat(parts)
    const digest = createHash('sha256').update(tail).digest()
    await this.file.append(tail)
    const indexBytes = tail.length - this.pictures * 64
    await this.file.append(formatTrailer({ pictures: this.pictures, indexBytes, digest }))
    await this.file.sync()
    await this.file.close()
    await retryWhileBusy(() => this.disk.rename(this.temporary, final))
    await this.disk.syncFolder(folder)
  }

  /** Gives it up and removes it. */
  async abandon(): Promise<void> {
    // Either may fail on the disk that made us give up; the first error is what the caller must hear of, and the owner in the name
    // lets the next one to pack clear it away.
    await this.file.close().catch(() => undefined)
    await this.disk.removeFile(this.temporary).catch(() => undefined)
  }
}
