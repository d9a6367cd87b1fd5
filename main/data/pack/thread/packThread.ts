import { AskedThread } from '../../thread/askedThread'
import source from './readPictures.cjs?raw'

interface Question {
  readonly descriptor: number
  /** Bytes of a picture. */
  readonly size: number
  readonly places: Int32Array
  /** 1 where the digest needs no look any more. */
  readonly isChecked: Uint8Array
  /** sha256 of the pixels of each: 32 bytes, one behind the other. */
  readonly digests: Uint8Array
}

interface Answer {
  readonly bytes: Uint8Array
  readonly isGood: boolean
}

/**
 * Reads pictures of a pack in a thread of its own, while this one is in a native call. A batch is many small reads: one message for all of them costs a
 * fortieth of what the thread pool's calls cost the thread that asks.
 */
export class PackThread {
  private readonly thread = new AskedThread<Question, Answer>(source)

  /** The pictures, one behind the other; `undefined` where one cannot be read or is not as it was written, or the thread is lost. */
  async read(question: Question): Promise<Uint8Array | undefined> {
    const answer = await this.thread.ask(question)
    return answer?.isGood ? answer.bytes : undefined
  }

  close(): Promise<void> {
    return this.thread.close()
  }
}
