import { AskedThread } from '../../thread/askedThread'
import { openForReading } from '../openForReading'
import source from './readFiles.cjs?raw'

/** A file as it was listed. */
export interface ListedFile {
  readonly path: string | Buffer
  readonly size: number
  readonly modified: number
}

interface Question {
  readonly flags: number
  readonly paths: readonly (string | Buffer)[]
  readonly sizes: readonly number[]
  readonly times: readonly number[]
}

interface Answer {
  readonly bytes: Uint8Array
  readonly good: Uint8Array
}

/** Reads files in a thread of its own, so that they come while this one is in a native call. */
export class ReaderThread {
  private readonly thread = new AskedThread<Question, Answer>(source)

  /** The bytes of each file that is as it was listed; `undefined` for the others, and for all once the thread is lost. */
  async read(files: readonly ListedFile[]): Promise<(Uint8Array | undefined)[]> {
    const answer = await this.thread.ask({
      flags: openForReading,
      paths: files.map(({ path }) => path),
      sizes: files.map(({ size }) => size),
      times: files.map(({ modified }) => modified),
    })
    let at = 0
    return files.map(({ size }, k) => {
      const from = at
      at += size
      return answer?.good[k] ? answer.bytes.subarray(from, from + size) : undefined
    })
  }

  close(): Promise<void> {
    return this.thread.close()
  }
}
