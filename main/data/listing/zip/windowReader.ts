import { readSync } from 'node:fs'
import { RandomAccessReader } from 'yauzl'

/** Bytes of an archive's table that are read at once. */
const windowBytes = 2 ** 18

/**
 * yauzl's view of an open file, read synchronously through a window: a table of 70,000 files is 140,000 small reads, which take seconds
 * one by one. The file stays its opener's to close.
 */
export class WindowReader extends RandomAccessReader {
  private readonly file: number
  private window: Buffer = Buffer.alloc(0)
  private start = 0

  constructor(file: number) {
    super()
    this.file = file
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    let got: number
    try {
      got = this.fill(into.subarray(offset, offset + length), position)
    } catch (error) {
      callback(error as Error)
      return
    }
    callback(null, got)
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null)
  }

  private fill(into: Buffer, position: number): number {
    const isInside = position >= this.start && position + into.length <= this.start + this.window.length
    if (!isInside) {
      const window = Buffer.allocUnsafe(Math.max(windowBytes, into.length))
      this.window = window.subarray(0, readSync(this.file, window, 0, window.length, position))
      this.start = position
    }
    return this.window.copy(into, 0, position - this.start)
  }
}
