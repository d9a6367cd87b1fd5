import { areaAverage, type Plane } from './areaAverage'

/** 64 bits as two numbers of 32: the upper four rows of the picture, and the lower four. */
export type DifferenceHash = readonly [high: number, low: number]

/**
 * dHash: the picture at 9 x 8 pixels of whole levels, a bit for each pair of neighbours in a row, 1 where it gets brighter to the right;
 * the first bit is the top left one. Size, compression, brightness and contrast change few bits, for all of these keep the order of
 * neighbours.
 * @see Neal Krawetz, "Kind of Like That", hackerfactor.com, 2013; so does `dhash` of the Python package imagehash, with another filter
 */
export function differenceHash(grey: Plane): DifferenceHash {
  const small = areaAverage(grey, 8, 9)
  const halves: [number, number] = [0, 0]
  for (let bit = 0; bit < 64; bit++) {
    const at = Math.floor(bit / 8) * 9 + (bit % 8)
    // Whole levels: an even ground would else have the bits of its rounding errors.
    if (Math.round(small[at + 1] as number) > Math.round(small[at] as number))
      halves[bit < 32 ? 0 : 1] |= 1 << (31 - (bit % 32))
  }
  return [halves[0] >>> 0, halves[1] >>> 0]
}

/** How many bits differ: 0 to 64. */
export const hammingDistance = (a: DifferenceHash, b: DifferenceHash): number =>
  ones32(a[0] ^ b[0]) + ones32(a[1] ^ b[1])

/** Bits that are set in 32 (Warren, Hacker's Delight, 5-1). */
export function ones32(bits: number): number {
  let x = bits - ((bits >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
