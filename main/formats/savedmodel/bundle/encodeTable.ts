import { maskedCrc } from '../../crc32c'

/** One line of a table. */
export interface TableEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** The last eight bytes of a table, little-endian. */
export const tableMagic = 0xdb4775248b80fb57n

/** What the handles at the end of a table fill, whatever they say. */
export const handlesBytes = 40

/**
 * A sorted table of LevelDB's format (table_format.md), as an index of TensorFlow's checkpoints is one. All lines stand in one block and
 * every key is whole: an index is small.
 */
export function encodeTable(entries: readonly TableEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => Buffer.compare(a.key, b.key))
  const data = block(sorted)
  const meta = block([])
  const last = sorted.at(-1)?.key ?? new Uint8Array(0)
  const handle = [...varint(0), ...varint(data.length - trailerBytes)]
  const index = block([{ key: last, value: Uint8Array.from(handle) }])
  const handles = [
    ...varint(data.length),
    ...varint(meta.length - trailerBytes),
    ...varint(data.length + meta.length),
    ...varint(index.length - trailerBytes),
  ]
  const footer = Buffer.alloc(handlesBytes + 8)
  footer.set(handles)
  footer.writeBigUInt64LE(tableMagic, handlesBytes)
  return Buffer.concat([data, meta, index, footer])
}

/** Behind each block: how it is compressed, and a checksum. */
export const trailerBytes = 5

/** Lines, where those with whole keys begin (all of them), how many these are, and the trailer. */
function block(entries: readonly TableEntry[]): Buffer {
  const lines = entries.map(({ key, value }) =>
    Buffer.concat([Uint8Array.from([0, ...varint(key.length), ...varint(value.length)]), key, value]),
  )
  const starts: number[] = [0]
  for (const line of lines.slice(0, -1)) starts.push((starts.at(-1) as number) + line.length)
  const end = Buffer.alloc(4 * starts.length + 4)
  for (const [k, start] of [...starts, starts.length].entries()) end.writeUInt32LE(start, 4 * k)
  const uncompressed = Uint8Array.of(0)
  const checked = Buffer.concat([...lines, end, uncompressed])
  const crc = Buffer.alloc(4)
  crc.writeUInt32LE(maskedCrc(checked))
  return Buffer.concat([checked, crc])
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80)
  return [...bytes, left]
}
