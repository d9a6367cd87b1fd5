import type { Problem } from '../../../problem'

/** Items that the studio may send ahead of the reader. */
const roomAtFirst = 16

/** The reader's end of a stream: items in order, and credit back to the studio as they are taken. */
export class ItemQueue<T> {
  readonly room = roomAtFirst
  private readonly items: T[] = []
  private readonly grant: (credit: number) => void
  private taken = 0
  private ending: 'open' | 'done' | Problem = 'open'
  private wake: (() => void) | undefined

  constructor(grant: (credit: number) => void) {
    this.grant = grant
  }

  add(item: T): void {
    if (this.ending !== 'open') return
    this.items.push(item)
    this.wake?.()
  }

  /** What came before is still taken. */
  end(): void {
    if (this.ending === 'open') this.ending = 'done'
    this.wake?.()
  }

  fail(problem: Problem): void {
    if (this.ending === 'open') this.ending = problem
    this.wake?.()
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    while (this.items.length === 0) {
      if (this.ending === 'done') return { done: true, value: undefined }
      if (this.ending !== 'open') throw this.ending
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    const value = this.items.shift() as T
    this.taken++
    // In halves, so that not every item costs a message.
    if (this.taken >= this.room / 2 && this.ending === 'open') {
      this.grant(this.taken)
      this.taken = 0
    }
    return { done: false, value }
  }

  async leave(close: () => void): Promise<IteratorResult<T, undefined>> {
    close()
    this.items.length = 0
    return { done: true, value: undefined }
  }
}
