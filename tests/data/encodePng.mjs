import { crc32, deflateSync } from 'node:zlib'

const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A PNG of 8-bit pixels, rows one behind the other: grey (1 channel) or RGB (3). Rows are not filtered.
 *
 * @param {Uint8Array} pixels
 * @param {number} width
 * @param {number} height
 * @param {1 | 3} channels
 */
export function encodePng(pixels, width, height, channels = 1) {
  const row = width * channels
  const lines = Buffer.alloc(height * (row + 1))
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  return pngWith(width, height, channels, [deflateSync(lines)])
}

/**
 * The file around pixel data that are compressed already, a chunk a piece.
 *
 * @param {number} width
 * @param {number} height
 * @param {1 | 3} channels
 * @param {readonly Uint8Array[]} pieces
 */
export function pngWith(width, height, channels, pieces) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, channels === 1 ? 0 : 2], 8)
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    ...pieces.map((piece) => chunk('IDAT', piece)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * @param {string} type
 * @param {Uint8Array} data
 */
function chunk(type, data) {
  const whole = Buffer.alloc(12 + data.length)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  whole.set(data, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), 8 + data.length)
  return whole
}
