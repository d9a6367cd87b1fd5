/** When to stop timing. */
export interface TimingLimits {
  /** Calls that are not counted, at least, and how long: TensorFlow gets ready in them. */
  readonly warmUp: { readonly calls: number; readonly seconds: number }
  /** Not before this long, unless it takes longer than `mostSeconds`. */
  readonly leastSeconds: number
  readonly mostSeconds: number
  /** Standard error of the mean, as a part of it, that is good enough. */
  readonly uncertainty: number
}

/** So many calls make a mean worth the name; two do where they are slow. */
const enoughCalls = 8

/** How long calls take for each image, from those behind the warm-up. */
export class Timing {
  private readonly limits: TimingLimits
  /** Seconds an image, of each call that counts. */
  private readonly each: number[] = []
  private images = 0
  /** Of the calls that count. */
  seconds = 0
  /** The warm-up: what it took, and what its images take later comes off that. */
  private early = { calls: 0, seconds: 0, images: 0 }

  constructor(limits: TimingLimits) {
    this.limits = limits
  }

  add(seconds: number, images: number): void {
    const { calls, seconds: least } = this.limits.warmUp
    const { early } = this
    // A warm-up by itself is never longer than the timing: where calls are that slow, one of them will do.
    const isWarm =
      (early.calls >= calls && early.seconds >= least) || (early.calls > 0 && early.seconds >= this.limits.mostSeconds)
    if (!isWarm) {
      this.early = { calls: early.calls + 1, seconds: early.seconds + seconds, images: early.images + images }
      return
    }
    this.each.push(seconds / images)
    this.seconds += seconds
    this.images += images
  }

  /** Calls that count. */
  get calls(): number {
    return this.each.length
  }

  /** Mean over all images. Throws before a call has counted. */
  get secondsPerImage(): number {
    if (this.images === 0) throw new Error('nothing was timed')
    return this.seconds / this.images
  }

  /** What the first calls took longer than later ones, in seconds. */
  get warmUpSeconds(): number {
    return Math.max(0, this.early.seconds - this.early.images * this.secondsPerImage)
  }

  /** Standard error of the mean as a part of it; `undefined` for fewer than two calls. */
  get uncertainty(): number | undefined {
    const n = this.each.length
    if (n < 2) return undefined
    const mean = this.each.reduce((sum, x) => sum + x, 0) / n
    const variance = this.each.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)
    return Math.sqrt(variance / n) / mean
  }

  get isDone(): boolean {
    const { leastSeconds, mostSeconds, uncertainty: enough } = this.limits
    const { seconds, calls, uncertainty } = this
    if (seconds >= mostSeconds) return calls >= 2 || seconds >= 3 * mostSeconds
    return seconds >= leastSeconds && calls >= enoughCalls && uncertainty !== undefined && uncertainty <= enough
  }

  /** 0 to 1, of the longest that it may take. */
  get progress(): number {
    return Math.min(1, this.seconds / this.limits.mostSeconds)
  }
}
