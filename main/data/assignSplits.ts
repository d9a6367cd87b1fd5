import { contentNumber } from './contentNumber'
import type { Split } from './dataSet'

/** How images are dealt out. */
export interface SplitRule {
  /** Part of the images, 0 to 0.9. */
  readonly validation: number
  readonly test: number
  readonly seed: number
}

/**
 * Which images belong to which split, each list in the order of the source.
 *
 * An image is dealt out by a number between 0 and 1 that follows from its content and the seed alone: below `test` it is a test
 * image, below `test + validation` a validation image. So nothing moves when images are added or taken away, and copies of an image
 * fall together. The parts are met on average only: of 5,000 images with 0.1, 500 give or take 21.
 *
 * `testFrom`: the images from there on are the source's own test set; the others are dealt out without `test`. A copy of a training
 * image among them stays there, for published figures are over that very set.
 */
export function assignSplits(digests: Uint8Array, rule: SplitRule, testFrom?: number): Record<Split, Int32Array> {
  const members: Record<Split, number[]> = { train: [], validation: [], test: [] }
  const count = digests.length / 32
  const words = new DataView(digests.buffer, digests.byteOffset, digests.byteLength)
  const test = testFrom === undefined ? rule.test : 0
  for (let i = 0; i < count; i++) {
    if (testFrom !== undefined && i >= testFrom) {
      members.test.push(i)
      continue
    }
    const place = contentNumber((k) => words.getUint32(i * 32 + k * 4, true), rule.seed)
    members[place < test ? 'test' : place < test + rule.validation ? 'validation' : 'train'].push(i)
  }
  return {
    train: Int32Array.from(members.train),
    validation: Int32Array.from(members.validation),
    test: Int32Array.from(members.test),
  }
}
