import { ones32 } from './differenceHash'

/** Hashes of 64 bits as two columns. */
export interface HashColumns {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** Bits in which two hashes may differ. */
export const nearBits = 4

const blocks = nearBits + 2

/**
 * Calls `found(i, j)` once for each pair i < j of hashes that differ in at most 4 bits, without looking at every pair: the 64 bits are
 * cut into 6 blocks, and where 4 bits differ at least two blocks are equal. So for each two blocks the hashes that agree in these 21
 * bits are brought together, and only they are compared.
 *
 * Bits that are nearly always the same (the black rim of digits) would make a block useless, so they are dealt to the blocks by
 * how evenly they fall. Hashes that are all alike can still make it quadratic: after `limit` comparisons it gives up and returns `false`,
 * and so it does when `found` returns `false`.
 * @see Manku, Jain, Sarma 2007, "Detecting near-duplicates for web crawling"
 */
export function hashNeighbours(
  columns: HashColumns,
  found: (i: number, j: number) => boolean,
  limit = 500_000_000,
): boolean {
  const { high, low } = columns
  const masks = balancedBlocks(columns)
  let comparisons = 0
  for (const [b, second] of masks.entries())
    for (const first of masks.slice(0, b)) {
      const key = { high: first.high | second.high, low: first.low | second.low }
      const earlier = masks.slice(0, b).filter((mask) => mask !== first)
      const { firsts, next } = chainsOfEqual(columns, key)
      for (const start of firsts)
        for (let i = start; i >= 0; i = next[i] as number) {
          const iHigh = high[i] as number
          const iLow = low[i] as number
          for (let j = next[i] as number; j >= 0; j = next[j] as number) {
            comparisons++
            const differHigh = iHigh ^ (high[j] as number)
            const differLow = iLow ^ (low[j] as number)
            if (ones32(differHigh) + ones32(differLow) > nearBits) continue
            if (isToldHere(earlier, differHigh, differLow) && !found(i, j)) return false
          }
          if (comparisons > limit) return false
        }
    }
  return true
}

/** Which bits of a hash. */
interface Mask {
  high: number
  low: number
}

/** A pair that agrees in three blocks or more stands in several tables: it is told where no block before the second agrees but the first. */
function isToldHere(earlier: readonly Mask[], differHigh: number, differLow: number): boolean {
  for (const { high, low } of earlier) if ((differHigh & high) === 0 && (differLow & low) === 0) return false
  return true
}

/** Blocks that tell about equally much: the bits sorted by how evenly they fall, dealt out back and forth. */
function balancedBlocks({ high, low }: HashColumns): Mask[] {
  const ones = new Uint32Array(64)
  for (let i = 0; i < high.length; i++)
    for (let bit = 0; bit < 32; bit++) {
      ones[bit] = (ones[bit] as number) + (((high[i] as number) >>> bit) & 1)
      ones[bit + 32] = (ones[bit + 32] as number) + (((low[i] as number) >>> bit) & 1)
    }
  const unevenness = (bit: number) => Math.abs((ones[bit] as number) - high.length / 2)
  const bits = [...ones.keys()].sort((a, b) => unevenness(a) - unevenness(b) || a - b)
  const masks = Array.from({ length: blocks }, (): Mask => ({ high: 0, low: 0 }))
  for (const [place, bit] of bits.entries()) {
    const step = place % (2 * blocks)
    const mask = masks[step < blocks ? step : 2 * blocks - 1 - step] as Mask
    if (bit < 32) mask.high |= 1 << bit
    else mask.low |= 1 << (bit - 32)
  }
  return masks
}

/**
 * Brings together the hashes that agree in the bits of the mask: chains from `firsts` along `next` (-1 ends one), positions rising.
 * Hash table, for the bits lie anywhere.
 */
function chainsOfEqual({ high, low }: HashColumns, mask: Mask): { firsts: number[]; next: Int32Array } {
  const count = high.length
  const buckets = 2 ** Math.ceil(Math.log2(2 * count + 1))
  const heads = new Int32Array(buckets).fill(-1)
  /** The first of another chain in the same bucket. */
  const beside = new Int32Array(count)
  const next = new Int32Array(count).fill(-1)
  const last = new Int32Array(count)
  const firsts: number[] = []
  for (let i = 0; i < count; i++) {
    const keyHigh = (high[i] as number) & mask.high
    const keyLow = (low[i] as number) & mask.low
    const mixed = Math.imul(keyHigh ^ Math.imul(keyLow, 0x85ebca6b) ^ (keyLow >>> 15), 0x9e3779b1)
    const bucket = (mixed ^ (mixed >>> 15)) & (buckets - 1)
    let first = heads[bucket] as number
    while (
      first >= 0 &&
      (((high[first] as number) & mask.high) !== keyHigh || ((low[first] as number) & mask.low) !== keyLow)
    )
      first = beside[first] as number
    if (first < 0) {
      beside[i] = heads[bucket] as number
      heads[bucket] = i
      firsts.push(i)
      first = i
    } else next[last[first] as number] = i
    last[first] = i
  }
  return { firsts, next }
}
