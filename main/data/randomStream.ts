import { philox } from './philox'

/** What numbers are drawn for: two purposes never share a stream. */
export type Purpose = 'shuffle' | 'shapes'

const purposes: Readonly<Record<Purpose, number>> = { shuffle: 1, shapes: 2 }

/** Names one stream of numbers: all of it, from the first, follows from these. */
export interface StreamKey {
  /** A whole number, 0 to 2^53 - 1; 0 is a seed like any other. */
  readonly seed: number
  /** Epoch, or the number of an item: 0 to 2^32 - 1. */
  readonly epoch: number
  readonly purpose: Purpose
}

/** Random numbers by key and position. */
export class RandomStream {
  private readonly key: readonly [number, number]
  private readonly counter: Uint32Array
  private readonly words = new Uint32Array(4)
  private next = 4

  constructor({ seed, epoch, purpose }: StreamKey) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`seed ${seed}`)
    this.key = [seed >>> 0, Math.floor(seed / 2 ** 32)]
    this.counter = Uint32Array.of(0, 0, epoch, purposes[purpose])
  }

  /** Uniform over 0 to 2^32 - 1. */
  word(): number {
    if (this.next === 4) {
      philox(this.key[0], this.key[1], this.counter, this.words)
      this.counter[0] = (this.counter[0] as number) + 1
      if (this.counter[0] === 0) this.counter[1] = (this.counter[1] as number) + 1
      this.next = 0
    }
    return this.words[this.next++] as number
  }

  /** A whole number, uniform over 0 to limit - 1, without the bias of a plain remainder. */
  below(limit: number): number {
    const fair = 2 ** 32 - (2 ** 32 % limit)
    for (;;) {
      const word = this.word()
      if (word < fair) return word % limit
    }
  }

  /** Uniform over low to high, with 32 bits. */
  between(low: number, high: number): number {
    return low + (this.word() / 2 ** 32) * (high - low)
  }
}
