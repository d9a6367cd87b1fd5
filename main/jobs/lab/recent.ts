/** What the things that are kept may weigh together while another one is made. */
export interface Weights<T> {
  of(thing: T): number
  readonly most: number
}

/** The few things that were used last, each made once; the one that was not used for longest is closed when there are too many, or too heavy ones. */
export class Recent<T> {
  private readonly kept = new Map<string, Promise<T>>()
  private readonly most: number
  private readonly close: (thing: T) => void | Promise<void>
  private readonly weights: Weights<T> | undefined

  constructor(most: number, close: (thing: T) => void | Promise<void>, weights?: Weights<T>) {
    this.most = most
    this.close = close
    this.weights = weights
  }

  /** That of this key, or what `make` gives. What could not be made is tried again the next time. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key)
    if (known) {
      this.kept.delete(key)
      this.kept.set(key, known)
      return known
    }
    // Before another one is opened: two large networks at once may be more than the machine has.
    for (const oldest of [...this.kept.keys()].slice(0, Math.max(0, this.kept.size - this.most + 1)))
      await this.drop(oldest)
    for (const heavy of await this.tooHeavy()) await this.drop(heavy)
    const made = make()
    this.kept.set(key, made)
    try {
      return await made
    } catch (error) {
      this.kept.delete(key)
      throw error
    }
  }

  /** The oldest, as many as the others need to be light enough. */
  private async tooHeavy(): Promise<string[]> {
    const { weights } = this
    if (!weights) return []
    const found: string[] = []
    let all = 0
    for (const [key, thing] of [...this.kept].reverse()) {
      // What could not be made weighs nothing.
      all += await thing.then(weights.of, () => 0)
      if (all > weights.most) found.push(key)
    }
    return found
  }

  async drop(key: string): Promise<void> {
    const thing = this.kept.get(key)
    this.kept.delete(key)
    if (!thing) return
    try {
      await this.close(await thing)
    } catch {
      // It was never opened: whoever asked for it has heard why.
    }
  }

  async closeAll(): Promise<void> {
    for (const key of [...this.kept.keys()]) await this.drop(key)
  }
}
