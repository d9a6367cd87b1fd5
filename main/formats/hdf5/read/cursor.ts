/** Little-endian fields of bytes in memory. Throws a RangeError behind the end. */
export class Cursor {
  at = 0
  private readonly view: DataView
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  skip(count: number): this {
    this.at += count
    return this
  }

  u8(): number {
    return this.view.getUint8(this.at++)
  }

  u16(): number {
    this.at += 2
    return this.view.getUint16(this.at - 2, true)
  }

  u32(): number {
    this.at += 4
    return this.view.getUint32(this.at - 4, true)
  }

  /** A number of 8 bytes; `undefined` for one above 2^53, as HDF5's "nothing" is. */
  u64(): number | undefined {
    this.at += 8
    const value = this.view.getBigUint64(this.at - 8, true)
    return value > 9007199254740991n ? undefined : Number(value)
  }

  take(count: number): Uint8Array {
    if (count < 0 || count > this.left) throw new RangeError(`${count} bytes of ${this.left}`)
    this.at += count
    return this.bytes.subarray(this.at - count, this.at)
  }

  signature(): string {
    return Buffer.from(this.take(4)).toString('latin1')
  }
}
