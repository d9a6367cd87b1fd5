import type { LabQuestion } from '../../../shared/contract/jobs'

/** A question that waits or is being answered. */
export interface Asked {
  readonly id: number
  /** Of the questions of one lane that wait only the newest counts. */
  readonly lane: string
  readonly question: LabQuestion
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** Questions in the order in which they came; a newer one of the same lane takes the place of one that waits, and ends one that is being answered. */
export class QuestionQueue {
  private readonly waiting: { asked: Asked; abort: AbortController }[] = []
  private current: { asked: Asked; abort: AbortController } | undefined
  private wake: (() => void) | undefined
  private isClosed = false
  private readonly onSuperseded: (asked: Asked) => void

  constructor(onSuperseded: (asked: Asked) => void) {
    this.onSuperseded = onSuperseded
  }

  add({ id, lane, question }: Omit<Asked, 'signal'>): void {
    const abort = new AbortController()
    for (const old of this.waiting.filter(({ asked }) => asked.lane === lane)) {
      this.waiting.splice(this.waiting.indexOf(old), 1)
      old.abort.abort()
      this.onSuperseded(old.asked)
    }
    if (this.current?.asked.lane === lane) this.current.abort.abort()
    this.waiting.push({ asked: { id, lane, question, signal: abort.signal }, abort })
    this.wake?.()
  }

  /** One that waits goes; one that is being answered is told. */
  drop(id: number): void {
    const at = this.waiting.findIndex(({ asked }) => asked.id === id)
    if (at >= 0) this.waiting.splice(at, 1)
    if (this.current?.asked.id === id) this.current.abort.abort()
  }

  /** The next question, once there is one; `undefined` when no more will come. */
  async next(): Promise<Asked | undefined> {
    this.current = undefined
    while (!this.isClosed) {
      const first = this.waiting.shift()
      if (first) {
        this.current = first
        return first.asked
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    return undefined
  }

  close(): void {
    this.isClosed = true
    this.current?.abort.abort()
    this.wake?.()
  }
}
