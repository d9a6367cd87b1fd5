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

/**
 * A walk over protobuf's wire format. Nothing is allocated by a length that the bytes only claim: what is handed out are views.
 * Every method throws a ProtobufFault where the bytes end too early.
 */
export class WireReader {
  private at = 0
  private readonly bytes: Uint8Array
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
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
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new ProtobufFault('ends inside a number')
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

  /** The bytes of a length-delimited field, as a view. */
  take(): Uint8Array {
    const length = this.varint()
    const left = this.bytes.length - this.at
    if (!(length >= 0 && length <= left))
      throw new ProtobufFault(`has a field of ${length} bytes where ${left} are left`)
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
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
    return this.view.getFloat32(this.skip(4), true)
  }

  double(): number {
    return this.view.getFloat64(this.skip(8), true)
  }

  /** Passes over the value of a field that nobody wants. */
  pass(wire: Wire): void {
    if (wire === 'varint') this.varint()
    else if (wire === 'length') this.take()
    else this.skip(wire === 'fixed32' ? 4 : 8)
  }

  private skip(count: number): number {
    const from = this.at
    if (from + count > this.bytes.length) throw new ProtobufFault('ends inside a number')
    this.at += count
    return from
  }
}

// The language's own library does not know it, but Node, Electron and every browser do.
declare class TextDecoder {
  constructor(encoding: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}
