import { Worker } from 'node:worker_threads'

/**
 * A thread that is asked and answers, so that its work goes on while this one is in a native call. It is started by the first question and does not keep the
 * process alive. Its text is plain JavaScript that answers each message `{ id, ...question }` with `{ id, ...answer }`. A thread that cannot be had or is lost
 * gives `undefined` to every question: whoever asks does the work itself.
 */
export class AskedThread<Question extends object, Answer extends object> {
  private readonly source: string
  private worker: Worker | undefined
  private isLost = false
  private next = 0
  private readonly waiting = new Map<number, (answer: Answer | undefined) => void>()

  constructor(source: string) {
    this.source = source
  }

  ask(question: Question): Promise<Answer | undefined> {
    const worker = this.start()
    if (!worker) return Promise.resolve(undefined)
    const id = this.next++
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      worker.ref()
      worker.postMessage({ ...question, id })
    })
  }

  async close(): Promise<void> {
    const { worker } = this
    this.lose()
    await worker?.terminate()
  }

  private start(): Worker | undefined {
    if (this.worker || this.isLost) return this.worker
    try {
      const worker = new Worker(this.source, { eval: true, execArgv: [] })
      worker.on('message', (answer: Answer & { id: number }) => {
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
