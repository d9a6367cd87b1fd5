import { Worker } from 'node:worker_threads'
import { openForReading } from '../openForReading'
import source from './readFiles.cjs?raw'

/** A file as it was listed. */
export interface ListedFile {
  readonly path: string | Buffer
  readonly size: number
  readonly modified: number
}

interface Answer {
  readonly id: number
  readonly bytes: Uint8Array
  readonly good: Uint8Array
}

/**
 * Reads files in a thread of its own, so that they come while this one is in a native call. It is started by the first reading and does not keep the process
 * alive. A thread that cannot be had or is lost reads nothing: every file is then `undefined`.
 */
export class ReaderThread {
  private worker: Worker | undefined
  private isLost = false
  private next = 0
  private readonly waiting = new Map<number, (answer: Answer | undefined) => void>()

  /** The bytes of each file that is as it was listed; `undefined` for the others. */
  async read(files: readonly ListedFile[]): Promise<(Uint8Array | undefined)[]> {
    const answer = await this.ask(files)
    let at = 0
    return files.map(({ size }, k) => {
      const from = at
      at += size
      return answer?.good[k] ? answer.bytes.subarray(from, from + size) : undefined
    })
  }

  async close(): Promise<void> {
    const { worker } = this
    this.lose()
    await worker?.terminate()
  }

  private ask(files: readonly ListedFile[]): Promise<Answer | undefined> {
    const worker = this.start()
    if (!worker) return Promise.resolve(undefined)
    const id = this.next++
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      worker.ref()
      worker.postMessage({
        id,
        flags: openForReading,
        paths: files.map(({ path }) => path),
        sizes: files.map(({ size }) => size),
        times: files.map(({ modified }) => modified),
      })
    })
  }

  private start(): Worker | undefined {
    if (this.worker || this.isLost) return this.worker
    try {
      const worker = new Worker(source, { eval: true, execArgv: [] })
      worker.on('message', (answer: Answer) => {
        this.waiting.get(answer.id)?.(answer)
        this.waiting.delete(answer.id)
        // Nobody waits: the process may end.
        if (this.waiting.size === 0) worker.unref()
      })
      worker.on('error', () => this.lose())
      worker.on('exit', () => this.lose())
      worker.unref()
      this.worker = worker
    } catch {
      this.lose()
    }
    return this.worker
  }

  private lose(): void {
    this.isLost = true
    this.worker = undefined
    for (const resolve of this.waiting.values()) resolve(undefined)
    this.waiting.clear()
  }
}
