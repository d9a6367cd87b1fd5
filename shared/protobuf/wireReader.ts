/** Bytes that are no message of the wanted kind. The sentence goes on after "the file": "ends inside a field". */
export class ProtobufFault extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'ProtobufFault'
  }
}

/** How a field's value lies in the bytes. Groups (3 and 4), which nobody writes any more, are refused. */
export type Wire = 'varint' | 'fixed64' | 'length' | 'fixed32'

const wires: readonly (Wire | undefined)[] = ['varint', 'fixed64', 'length', undefined, undefined, 'fixed32']

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Where a message lies: in memory, or in a file of which pieces are read. */
export interface WireSource {
  readonly size: number
  /** Inside of it; a view or a copy. */
  bytes(position: number, length: number): Uint8Array
}

/** Bytes that stay where they are until they are read. */
export interface StoredBytes {
  readonly byteLength: number
  read(): Uint8Array
}

/** Read of a file at once. */
const pageBytes = 65_536

/**
 * A walk over protobuf's wire format. Nothing is allocated by a length that the bytes only claim: from memory views are handed out, from
 * a file what is there. Every method throws a ProtobufFault where the bytes end too early.
 */
export class WireReader {
  private at = 0
  private end: number
  private readonly source: WireSource
  /** The bytes of the source from `pageStart` on. */
  private page: Uint8Array
  private pageStart = 0

  constructor(source: Uint8Array | WireSource) {
    const isMemory = source instanceof Uint8Array
    this.source = isMemory ? inMemory(source) : source
    this.end = this.source.size
    this.page = isMemory ? source : new Uint8Array(0)
  }

  get isAtEnd(): boolean {
    return this.at >= this.end
  }

  /** Number and wire of the next field. */
  tag(): { readonly number: number; readonly wire: Wire } {
    const tag = this.varint()
    const wire = wires[tag & 7]
    const number = Math.floor(tag / 8)
    if (wire === undefined || !(number >= 1 && number < 2 ** 29))
      throw new ProtobufFault(`has no field where one should begin (byte ${this.at})`)
    return { number, wire }
  }

  /** An int64 as a number: exact up to 2^53 in size, near it beyond. */
  varint(): number {
    let low = 0
    let high = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw new ProtobufFault('ends inside a number')
      const byte = this.page[this.at - this.pageStart] ?? this.turned(this.at, 1)[0] ?? 0
      this.at++
      const part = byte & 0x7f
      if (shift < 28) low += part * 2 ** shift
      // The fifth byte lies across both halves.
      else if (shift === 28) {
        low += (part & 0x0f) * 2 ** 28
        high += part >> 4
      } else high += part * 2 ** (shift - 32)
      if (byte < 0x80) {
        high %= 2 ** 32
        return (high >= 2 ** 31 ? high - 2 ** 32 : high) * 2 ** 32 + low
      }
    }
    throw new ProtobufFault('has a number of more than 10 bytes')
  }

  /** The bytes of a length-delimited field. */
  take(): Uint8Array {
    return this.late().read()
  }

  /** The same, to be read later. */
  late(): StoredBytes {
    const byteLength = this.length()
    const start = this.at
    this.at += byteLength
    return { byteLength, read: () => this.source.bytes(start, byteLength) }
  }

  /** A walk over the message in a length-delimited field. */
  inner(): WireReader {
    const length = this.length()
    const inner = new WireReader(this.source)
    inner.page = this.page
    inner.pageStart = this.pageStart
    inner.at = this.at
    inner.end = this.at + length
    this.at = inner.end
    return inner
  }

  text(): string {
    try {
      return decoder.decode(this.take())
    } catch (error) {
      if (error instanceof TypeError) throw new ProtobufFault('has a text that is not UTF-8')
      throw error
    }
  }

  float(): number {
    return this.fixed(4).getFloat32(0, true)
  }

  fixed32(): number {
    return this.fixed(4).getUint32(0, true)
  }

  double(): number {
    return this.fixed(8).getFloat64(0, true)
  }

  /** Passes over the value of a field that nobody wants. */
  pass(wire: Wire): void {
    if (wire === 'varint') this.varint()
    else if (wire === 'length') this.skip(this.length())
    else this.skip(wire === 'fixed32' ? 4 : 8)
  }

  /** How long the field is whose bytes come next. */
  private length(): number {
    const length = this.varint()
    const left = this.end - this.at
    if (!(length >= 0 && length <= left))
      throw new ProtobufFault(`has a field of ${length} bytes where ${left} are left`)
    return length
  }

  private fixed(count: number): DataView {
    const from = this.at
    this.skip(count)
    const page = this.turned(from, count)
    return new DataView(page.buffer as ArrayBuffer, page.byteOffset + from - this.pageStart, count)
  }

  /** The page with `count` bytes from `from` on, which are there. */
  private turned(from: number, count: number): Uint8Array {
    const isThere = from >= this.pageStart && from + count <= this.pageStart + this.page.length
    if (!isThere) {
      this.pageStart = from
      this.page = this.source.bytes(from, Math.min(pageBytes, this.source.size - from))
    }
    return this.page
  }

  private skip(count: number): void {
    if (this.at + count > this.end) throw new ProtobufFault('ends inside a number')
    this.at += count
  }
}

const inMemory = (bytes: Uint8Array): WireSource => ({
  size: bytes.length,
  bytes: (position, length) => bytes.subarray(position, position + length),
})

// The language's own library does not know it, but Node, Electron and every browser do.
declare class TextDecoder {
  constructor(encoding: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}
