import { deflateSync, type ZlibOptions } from 'node:zlib'
import { pngWith } from './encodePng.mjs'

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
  const data = packed ?? deflateSync(rows, options)
  const edge = (k: number) => Math.floor((k * data.length) / pieces)
  const parts = Array.from({ length: pieces }, (_, k) => data.subarray(edge(k), edge(k + 1)))
  return pngWith(width, height, colour === 'grey' ? 1 : 3, parts)
}
