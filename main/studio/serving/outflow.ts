import type { Keep } from '../../../shared/contract/studio/core/definitions'

export interface OutflowOptions {
  readonly keep: Keep<unknown>
  readonly everyMs: number
  /** Items that the reader takes at first. */
  readonly credit: number
  send(items: unknown[]): void
  /** A stream of which each item counts has more of them than it may hold; the outflow is closed. */
  onOverflow(): void
}

/** Items of an `all` stream that may wait for their reader. */
export const mostWaiting = 1000

/**
 * What stands between a stream's handler, which never waits, and its reader, who may be slow: items leave only on the reader's credit and not more
 * often than the definition says; those that wait are kept, replaced or merged, so that memory stays bounded at any rate.
 */
export class Outflow {
  private readonly options: OutflowOptions
  private readonly waiting: unknown[] = []
  private credit: number
  private sentAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private isClosed = false
  private whenEmpty: (() => void) | undefined

  constructor(options: OutflowOptions) {
    this.options = options
    this.credit = options.credit
  }

  add(item: unknown): void {
    if (this.isClosed) return
    const { keep, onOverflow } = this.options
    if (keep === 'all') {
      if (this.waiting.length >= mostWaiting) {
        this.close()
        onOverflow()
        return
      }
      this.waiting.push(item)
    } else if (keep === 'latest' || this.waiting.length === 0) this.waiting[0] = item
    else this.waiting[0] = keep(this.waiting[0], item)
    this.flush()
  }

  grant(credit: number): void {
    this.credit += credit
    this.flush()
  }

  /** Settles when everything has left, or the reader is gone. */
  finish(): Promise<void> {
    if (this.waiting.length === 0 || this.isClosed) return Promise.resolve()
    return new Promise((resolve) => {
      this.whenEmpty = resolve
    })
  }

  close(): void {
    this.isClosed = true
    this.waiting.length = 0
    clearTimeout(this.timer)
    this.whenEmpty?.()
  }

  private flush(): void {
    if (this.isClosed || this.timer || this.credit === 0 || this.waiting.length === 0) return
    const wait = this.sentAt + this.options.everyMs - Date.now()
    if (wait > 0) {
      this.timer = setTimeout(() => {
        this.timer = undefined
        this.flush()
      }, wait)
      return
    }
    const items = this.waiting.splice(0, this.credit)
    this.credit -= items.length
    this.sentAt = Date.now()
    this.options.send(items)
    if (this.waiting.length === 0) this.whenEmpty?.()
  }
}
