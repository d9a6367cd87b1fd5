import { createHash } from 'node:crypto'
import { type DataSet, type Split, splits } from './dataSet'

/** Images of a data set by number, as they are hashed. */
export interface HashedImages extends Pick<DataSet, 'imageShape' | 'classes'> {
  /** Numbers of the images of each split, in its order. */
  readonly members: Readonly<Record<Split, Int32Array>>
  label(image: number): number
  /** sha256 of its pixels. */
  digest(image: number): Uint8Array
}

/** sha256 (hex) over everything that training sees: pixels, labels, their order and split, class names. */
export function dataHash({ imageShape, classes, members, label, digest }: HashedImages): string {
  const hash = createHash('sha256')
  const counts = splits.map((split) => members[split].length)
  hash.update(`${JSON.stringify({ imageShape, classes, counts })}\n`)
  for (const split of splits) for (const image of members[split]) hash.update(digest(image)).update(`${label(image)}\n`)
  return hash.digest('hex')
}
