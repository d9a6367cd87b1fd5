import { performance } from 'node:perf_hooks'

/** How fast a run trains. Its clock runs only between `begin` and `rest`: validation and checkpoints do not count. */
export class SpeedMeter {
  private readonly recent: { readonly at: number; readonly images: number }[] = []
  private images = 0
  /** Of training so far, in seconds. */
  private seconds = 0
  private last: number | undefined

  begin(): void {
    this.last = performance.now()
  }

  /** A step is done. */
  step(images: number): void {
    const now = performance.now()
    this.seconds += this.last === undefined ? 0 : (now - this.last) / 1000
    this.last = now
    this.images += images
    this.recent.push({ at: this.seconds, images: this.images })
    while (this.recent.length > 2 && this.seconds - (this.recent[0]?.at ?? 0) > windowSeconds) this.recent.shift()
  }

  rest(): void {
    this.last = undefined
  }

  /** Images a second over about the last second; `null` until there are two steps. */
  get now(): number | null {
    return rate(this.recent[0], this.recent[this.recent.length - 1])
  }

  /** Over all steps, the first of which TensorFlow uses to get ready, included. */
  get overall(): number | null {
    return rate({ at: 0, images: 0 }, { at: this.seconds, images: this.images })
  }
}

const windowSeconds = 1

type Mark = { readonly at: number; readonly images: number }
const rate = (from: Mark | undefined, to: Mark | undefined): number | null =>
  from && to && to.at > from.at ? (to.images - from.images) / (to.at - from.at) : null
