import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A picture of the folder `goldens`, decoded by Pillow on the golden background. */
export interface DecodedGolden {
  readonly kind: 'decoded'
  readonly file: string
  readonly height: number
  readonly width: number
  readonly rgb: string
  readonly grey: string
}

/** The same, scaled. */
export interface ScaledGolden {
  readonly kind: 'scaled'
  readonly file: string
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
  readonly resize: 'stretch' | 'fit' | 'crop'
  readonly pixels: string
}

/** Some pixels of a hostile picture that decodes, by their place in it. */
export interface SampledGolden extends Omit<DecodedGolden, 'kind'> {
  readonly kind: 'sampled'
  readonly places: readonly number[]
}

type Golden = DecodedGolden | ScaledGolden | SampledGolden

const folder = path.resolve(__dirname, 'goldens')

/** The colour under transparent pixels and beside fitted pictures that `make.py` uses. */
export const goldenBackground = [10, 200, 90] as const

const all = readFileSync(path.join(folder, 'goldens.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden)

export const goldens = <K extends Golden['kind']>(kind: K): readonly Extract<Golden, { kind: K }>[] =>
  all.filter((golden): golden is Extract<Golden, { kind: K }> => golden.kind === kind)

/** Where a golden picture file lies, and its bytes. */
export const goldenPath = (file: string): string => path.join(folder, file)
export const goldenFile = (file: string): Uint8Array => Uint8Array.from(readFileSync(goldenPath(file)))

/** Bytes out of base64. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))

/** The largest difference of two arrays of bytes of one length. */
export function largestDifference(ours: Uint8Array, theirs: Uint8Array): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} bytes against ${theirs.length}`)
  return ours.reduce((most, value, k) => Math.max(most, Math.abs(value - (theirs[k] as number))), 0)
}
