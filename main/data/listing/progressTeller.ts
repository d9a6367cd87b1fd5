import type { ListProgress } from './listOptions'

/** Hands on how far a listing is: about ten times a second, and at the end. */
export class ProgressTeller {
  private readonly onProgress: ((progress: ListProgress) => void) | undefined
  private readonly count: () => ListProgress
  private next = 0

  constructor(onProgress: ((progress: ListProgress) => void) | undefined, count: () => ListProgress) {
    this.onProgress = onProgress
    this.count = count
  }

  /** To be called often; tells if it is time to. */
  tell(): void {
    const now = performance.now()
    if (now < this.next) return
    this.next = now + 100
    this.onProgress?.(this.count())
  }

  end(): void {
    this.onProgress?.(this.count())
  }
}
