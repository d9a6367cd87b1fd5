import { deflateRawSync } from 'node:zlib'
import { crc32 } from '../../pictures/crc32'

/** A file to put into an archive, and the lies to tell about it. */
export interface ZipInput {
  readonly name: string | Buffer
  readonly content?: Uint8Array | string
  /** 8 (deflated) by default; others than 0 and 8 leave the bytes as they are. */
  readonly method?: number
  /** General purpose bits; 0x800 (UTF-8) by default. */
  readonly flags?: number
  /** Unix mode, 0o100644 by default. */
  readonly mode?: number
  readonly claimedSize?: number
  readonly claimedCrc?: number
  /** In the header in front of the bytes. */
  readonly localName?: string
  /** Bytes of extra field there. */
  readonly localExtra?: number
  /** Extra fields in the table. */
  readonly extra?: Buffer
  /** Puts no bytes of its own, but points at those of the file with this position. */
  readonly bytesOf?: number
}

/** A zip as programs write it, or as an attacker does. `counted`: how many files its end claims. */
export function zipOf(inputs: readonly ZipInput[], counted: number = inputs.length): Buffer {
  const body: Buffer[] = []
  const table: Buffer[] = []
  const offsets: number[] = []
  let end = 0
  for (const input of inputs) {
    const name = Buffer.from(input.name as string)
    const content = Buffer.from((input.content ?? `picture ${input.name}`) as string)
    const method = input.method ?? (content.length === 0 ? 0 : 8)
    const packed = method === 8 ? deflateRawSync(content) : content
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(input.flags ?? 0x800, 2)
    common.writeUInt16LE(method, 4)
    // 2020-02-03 04:05:06
    common.writeUInt16LE((4 << 11) | (5 << 5) | 3, 6)
    common.writeUInt16LE((40 << 9) | (2 << 5) | 3, 8)
    common.writeUInt32LE(input.claimedCrc ?? crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(input.claimedSize ?? content.length, 18)
    common.writeUInt16LE(name.length, 22)

    const local = Buffer.from(common)
    const localName = Buffer.from(input.localName ?? name)
    const extra = Buffer.alloc(input.localExtra ?? 0)
    local.writeUInt16LE(localName.length, 22)
    local.writeUInt16LE(extra.length, 24)
    const offset = input.bytesOf === undefined ? end : (offsets[input.bytesOf] as number)
    offsets.push(offset)
    if (input.bytesOf === undefined) {
      const whole = Buffer.concat([Buffer.from('PK\x03\x04'), local, localName, extra, packed])
      body.push(whole)
      end += whole.length
    }

    const inTable = input.extra ?? Buffer.alloc(0)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((input.mode ?? 0o100644) * 0x10000) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    common.writeUInt16LE(inTable.length, 24)
    // Made by Unix, version 3.0.
    table.push(Buffer.from('PK\x01\x02\x1e\x03', 'latin1'), common, rest, name, inTable)
  }
  const last = Buffer.alloc(22)
  last.write('PK\x05\x06', 'latin1')
  last.writeUInt16LE(counted, 8)
  last.writeUInt16LE(counted, 10)
  last.writeUInt32LE(Buffer.concat(table).length, 12)
  last.writeUInt32LE(end, 16)
  return Buffer.concat([...body, ...table, last])
}
