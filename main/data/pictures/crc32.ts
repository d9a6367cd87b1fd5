/** Four tables, so that four bytes go in at a time: table k holds the effect of a byte that has k bytes behind it. */
const tables = Array.from({ length: 4 }, () => new Int32Array(256))
const [first, second, third, fourth] = tables as [Int32Array, Int32Array, Int32Array, Int32Array]
for (let byte = 0; byte < 256; byte++) {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  first[byte] = value
}
for (let byte = 0; byte < 256; byte++)
  for (let k = 1; k < 4; k++) {
    const before = (tables[k - 1] as Int32Array)[byte] as number
    ;(tables[k] as Int32Array)[byte] = (before >>> 8) ^ (first[before & 255] as number)
  }

/** CRC-32 of `bytes` from `start` to `end` as PNG and zip have it (polynomial 0xEDB88320), an unsigned number. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1
  let at = start
  for (; at + 4 <= end; at += 4) {
    crc ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    crc =
      (fourth[crc & 255] as number) ^
      (third[(crc >>> 8) & 255] as number) ^
      (second[(crc >>> 16) & 255] as number) ^
      (first[crc >>> 24] as number)
  }
  for (; at < end; at++) crc = (first[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}
