/** One question at a time to a worker; of those that come meanwhile only the newest is asked. */
export class LatestOnly<Question, Answer> {
  private readonly worker: Worker
  private isBusy = false
  private next: Question | undefined

  constructor(worker: Worker, hear: (answer: Answer) => void) {
    this.worker = worker
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.isBusy = false
      const { next } = this
      this.next = undefined
      if (next !== undefined) this.ask(next)
      hear(data)
    }
    // A fault of ours ends one answer, not the next.
    worker.onerror = () => {
      this.isBusy = false
      if (this.next !== undefined) this.ask(this.next)
    }
  }

  ask(question: Question): void {
    if (this.isBusy) {
      this.next = question
      return
    }
    this.next = undefined
    this.isBusy = true
    this.worker.postMessage(question)
  }

  close(): void {
    this.worker.terminate()
  }
}
