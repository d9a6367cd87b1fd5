import { Problem } from '../problem'
import { EvaluationHead } from '../records/evaluationHead'

/** What a network said of each picture of a split, in its order. */
export interface PictureResults {
  readonly head: EvaluationHead
  /** True class. */
  readonly labels: Int32Array
  readonly losses: Float32Array
  /** [images, top]: the likeliest classes, likeliest first, and their probabilities. */
  readonly classes: Int32Array
  readonly probabilities: Float32Array
}

/** Longest first line in bytes: a thousand classes with long names have their place. */
const mostHeadBytes = 16 * 2 ** 20

/**
 * The file: the head as a line of JSON, filled up with blanks so that what follows begins at a multiple of 4, then labels, losses, classes and
 * probabilities, one behind the other, little-endian. About 48 bytes a picture.
 */
export function encodePictureResults({ head, labels, losses, classes, probabilities }: PictureResults): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head))
  const start = Math.ceil((text.length + 1) / 4) * 4
  const arrays = [labels, losses, classes, probabilities]
  const bytes = new Uint8Array(start + arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)).fill(0x20, 0, start)
  bytes.set(text)
  bytes[start - 1] = 0x0a
  let at = start
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return bytes
}

/** Throws a Problem for a file that is cut, longer than it says, newer, or holds classes that there are not. `place` names it. */
export function decodePictureResults(bytes: Uint8Array, place: string): PictureResults {
  const end = bytes.subarray(0, mostHeadBytes).indexOf(0x0a)
  if (end < 0 || (end + 1) % 4 !== 0) throw damaged(place, 'it has no first line')
  const head = headOf(bytes.subarray(0, end), place)
  const { images, top, classes: names } = head
  const sizes = [images, images, images * top, images * top]
  const expected = end + 1 + 4 * sizes.reduce((sum, size) => sum + size, 0)
  if (bytes.length !== expected) throw damaged(place, `it has ${bytes.length} bytes, not ${expected}`)
  // A copy, so that the arrays begin where their type wants it.
  const body = bytes.slice(end + 1).buffer
  let at = 0
  const next = (size: number) => {
    const start = at
    at += 4 * size
    return [body, start, size] as const
  }
  const labels = new Int32Array(...next(images))
  const losses = new Float32Array(...next(images))
  const classes = new Int32Array(...next(images * top))
  const probabilities = new Float32Array(...next(images * top))
  const isClass = (value: number) => value >= 0 && value < names.length
  if (!labels.every(isClass) || !classes.every(isClass)) throw damaged(place, 'it names classes that there are not')
  return { head, labels, losses, classes, probabilities }
}

function headOf(line: Uint8Array, place: string): EvaluationHead {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
  } catch {
    throw damaged(place, 'its first line cannot be read')
  }
  const parsed = EvaluationHead.safeParse(read)
  if (!parsed.success) throw damaged(place, parsed.error.issues[0]?.message ?? 'its first line is of another kind')
  if (parsed.data.top > parsed.data.classes.length) throw damaged(place, 'it keeps more classes than there are')
  return parsed.data
}

const damaged = (place: string, what: string): Problem =>
  new Problem({
    code: 'evaluation-damaged',
    message: `the evaluation is damaged: ${what}`,
    remedy: 'evaluate again',
    place,
  })

// Browsers and Node have both; the language alone, which is all that shared/ is compiled with, does not.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }
