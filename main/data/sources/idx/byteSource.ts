/** Bytes that come in pieces, taken in the amounts that a reader wants. */
export class ByteSource {
  private readonly pieces: AsyncIterator<Uint8Array>
  private left: Uint8Array = new Uint8Array(0)

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]()
  }

  /** Fills `into`; gives how many bytes there were, fewer only at the end. */
  async fill(into: Uint8Array): Promise<number> {
    let done = 0
    while (done < into.length) {
      if (this.left.length === 0) {
        const next = await this.pieces.next()
        if (next.done) break
        this.left = next.value
        continue
      }
      const taken = this.left.subarray(0, into.length - done)
      into.set(taken, done)
      this.left = this.left.subarray(taken.length)
      done += taken.length
    }
    return done
  }
}
