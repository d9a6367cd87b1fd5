import type { Layout, ScopeToLay } from './layoutRequest'

/**
 * The worker that lays out. It is kept from one layout to the next, for to start one takes longer than most layouts; only while it works a newer wish ends
 * it, and the next one begins.
 */
export class Layouter {
  private worker: Worker | undefined
  private isBusy = false

  /** `fail`: where a worker cannot start. */
  ask(scope: ScopeToLay, answer: (layout: Layout) => void, fail: () => void): void {
    this.end()
    const worker = this.worker ?? new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' })
    this.worker = worker
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
