import { setImmediate } from 'node:timers/promises'

/** Milliseconds that the event loop waits for us at most: short enough for a cancel or a progress bar, long enough to cost nothing. */
const sliceMs = 15

/**
 * Long work in synchronous slices: `if (slices.isOver()) await slices.next()`. Node's synchronous calls take a third of the time of its
 * asynchronous ones for files that the system has in memory, so that is how thousands of small files are met.
 */
export class TimeSlices {
  private readonly signal: AbortSignal | undefined
  private readonly onSlice: (() => void) | undefined
  private end: number

  /** Throws the signal's reason if it has been aborted. `onSlice` is called between slices. */
  constructor(signal?: AbortSignal, onSlice?: () => void) {
    signal?.throwIfAborted()
    this.signal = signal
    this.onSlice = onSlice
    this.end = performance.now() + sliceMs
  }

  isOver(): boolean {
    return performance.now() >= this.end
  }

  /** Lets the event loop run; rejects with the signal's reason if it has been aborted. */
  async next(): Promise<void> {
    this.onSlice?.()
    await setImmediate()
    this.signal?.throwIfAborted()
    this.end = performance.now() + sliceMs
  }
}
