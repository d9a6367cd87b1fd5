import { crc32, deflateSync, type ZlibOptions } from 'node:zlib'

/** A picture's rows, each behind the byte that names its filter. */
export interface PngRows {
  readonly width: number
  readonly height: number
  readonly colour: 'grey' | 'rgb'
  readonly rows: Uint8Array
}

/** A PNG of rows as they are given, sound or not; `packed` in place of them compressed, and in several chunks with `pieces`. */
export function pngOf(
  { width, height, colour, rows }: PngRows,
  { packed, pieces = 1, ...options }: ZlibOptions & { packed?: Uint8Array; pieces?: number } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colour === 'grey' ? 0 : 2], 8)
  const data = packed ?? deflateSync(rows, options)
  const edge = (k: number) => Math.floor((k * data.length) / pieces)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...Array.from({ length: pieces }, (_, k) => chunk('IDAT', data.subarray(edge(k), edge(k + 1)))),
    chunk('IEND', new Uint8Array(0)),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(12 + data.length)
  whole.writeUInt32BE(data.length, 0)
  whole.write(name, 4, 'latin1')
  whole.set(data, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), 8 + data.length)
  return whole
}
