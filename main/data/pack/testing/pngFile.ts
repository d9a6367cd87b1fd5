import { deflateSync } from 'node:zlib'
import { randomFrom } from '../../../disk/testing/randomFrom'
import { crc32 } from '../../pictures/crc32'

/** A PNG of noise, grey or RGB, the same for the same seed. */
export function pngFile(width: number, height: number, channels: 1 | 3, seed: number): Buffer {
  const random = randomFrom(seed)
  return encodePng(
    Uint8Array.from({ length: width * height * channels }, () => random(256)),
    width,
    height,
    channels,
  )
}

/** Rows of bytes as a PNG. */
export function encodePng(pixels: Uint8Array, width: number, height: number, channels: 1 | 3): Buffer {
  const row = width * channels
  const rows = Buffer.alloc(height * (1 + row))
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (1 + row) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, channels === 1 ? 0 : 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
