/** Little-endian fields, one behind the other. */
export class Bytes {
  private readonly parts: Uint8Array[] = []
  length = 0

  add(part: Uint8Array): this {
    this.parts.push(part)
    this.length += part.length
    return this
  }

  text(text: string): this {
    return this.add(Buffer.from(text, 'utf8'))
  }

  u8(...values: number[]): this {
    return this.add(Uint8Array.from(values))
  }

  u16(value: number): this {
    const part = Buffer.alloc(2)
    part.writeUInt16LE(value)
    return this.add(part)
  }

  u32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeUInt32LE(value)
    return this.add(part)
  }

  /** Up to 2^53; `undefined` is HDF5's address of nothing. */
  u64(value: number | undefined): this {
    const part = Buffer.alloc(8)
    part.writeBigUInt64LE(value === undefined ? 0xffffffffffffffffn : BigInt(value))
    return this.add(part)
  }

  zeros(count: number): this {
    return this.add(new Uint8Array(count))
  }

  all(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts))
  }
}
