/** Bytes that are made when their turn comes, so that of many large arrays only one is there at a time. */
export interface LateBytes {
  readonly byteLength: number
  readonly make: () => Promise<Uint8Array>
}

/** A message on its way out: its length, and what it is made of. */
export interface EncodedMessage {
  readonly bytes: number
  readonly parts: readonly (Uint8Array | LateBytes)[]
}

/** Smaller values are copied into one piece with their neighbours. */
const smallBytes = 4096
/** Largest piece that is handed out at once. */
const pieceBytes = 4 * 1024 * 1024

const scratch = new DataView(new ArrayBuffer(8))
const encoder = new TextEncoder()

/** Puts a message together. Large values are kept as they are given, not copied. */
export class WireWriter {
  length = 0
  private readonly done: (Uint8Array | LateBytes)[] = []
  private open: number[] = []

  tag(number: number, wire: 0 | 1 | 2 | 5): void {
    this.varint(number * 8 + wire)
  }

  /** An int64: a whole number that a double holds exactly. */
  varint(value: number): void {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number that can be written`)
    let low = value % 2 ** 32
    let high = Math.floor(value / 2 ** 32)
    if (low < 0) low += 2 ** 32
    if (high < 0) high += 2 ** 32
    while (high > 0 || low >= 0x80) {
      this.byte((low % 0x80) | 0x80)
      low = Math.floor(low / 0x80) + (high % 0x80) * 2 ** 25
      high = Math.floor(high / 0x80)
    }
    this.byte(low)
  }

  float(value: number): void {
    scratch.setFloat32(0, value, true)
    for (let k = 0; k < 4; k++) this.byte(scratch.getUint8(k))
  }

  fixed32(value: number): void {
    scratch.setUint32(0, value, true)
    for (let k = 0; k < 4; k++) this.byte(scratch.getUint8(k))
  }

  double(value: number): void {
    scratch.setFloat64(0, value, true)
    for (let k = 0; k < 8; k++) this.byte(scratch.getUint8(k))
  }

  bytes(value: Uint8Array | LateBytes): void {
    this.varint(value.byteLength)
    if (value instanceof Uint8Array && value.byteLength < smallBytes) for (const byte of value) this.byte(byte)
    else {
      this.close()
      this.done.push(value)
      this.length += value.byteLength
    }
  }

  text(value: string): void {
    this.bytes(encoder.encode(value))
  }

  /** Another message with its length in front. */
  message(other: WireWriter): void {
    this.varint(other.length)
    if (other.done.length > 0) this.close()
    this.done.push(...other.done)
    // A message of large parts ends with small ones, which go on here.
    for (const byte of other.open) this.open.push(byte)
    this.length += other.length
  }

  finish(): EncodedMessage {
    this.close()
    return { bytes: this.length, parts: this.done }
  }

  private byte(value: number): void {
    this.open.push(value)
    this.length++
  }

  private close(): void {
    if (this.open.length === 0) return
    this.done.push(Uint8Array.from(this.open))
    this.open = []
  }
}

/** The bytes of a message in pieces of a few MB. */
export async function* piecesOf({ parts }: EncodedMessage): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    const bytes = part instanceof Uint8Array ? part : await part.make()
    if (bytes.byteLength !== part.byteLength)
      throw new Error(`${bytes.byteLength} bytes were made where ${part.byteLength} were promised`)
    for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
}

/** The whole as one array, of a message of which no bytes come late. */
export function joined({ bytes, parts }: EncodedMessage): Uint8Array {
  const all = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    if (!(part instanceof Uint8Array)) throw new Error('some bytes of the message come late')
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

// The language's own library does not know it, but Node, Electron and every browser do.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
