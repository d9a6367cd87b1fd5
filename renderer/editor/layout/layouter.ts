import type { Layout, ScopeToLay } from './layoutRequest'

/**
 * The worker that lays out. It is kept from one layout to the next, for to start one takes longer than most layouts; only while it works a newer wish ends
 * it, and the next one begins.
 */
class Layouter {
  private worker: Worker | undefined
  private isBusy = false

  /** Ahead of the first question. */
  start(): Worker {
    this.worker ??= new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' })
    return this.worker
  }

  /** `fail`: where a worker cannot start. */
  ask(scope: ScopeToLay, answer: (layout: Layout) => void, fail: () => void): void {
    this.end()
    const worker = this.start()
    this.isBusy = true
    worker.onmessage = ({ data }: MessageEvent<Layout>) => {
      this.isBusy = false
      answer(data)
    }
    worker.onerror = () => {
      this.end()
      fail()
    }
    worker.postMessage(scope)
  }

  /** Nobody waits for what it works on. */
  end(): void {
    if (this.isBusy) this.close()
  }

  close(): void {
    this.worker?.terminate()
    this.worker = undefined
    this.isBusy = false
  }
}

/** The canvas': there is one at a time. */
export const layouter = new Layouter()
