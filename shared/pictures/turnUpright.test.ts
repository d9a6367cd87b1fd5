import { expect, test } from 'vitest'
import { turnUpright } from './turnUpright'

/** An F, which looks different each way round, as it is seen; and how a camera stores it (EXIF 2.32, table 6). */
const upright = ['XXX', 'X..', 'XX.', 'X..']
const mirrored = (rows: readonly string[]) => rows.map((row) => [...row].reverse().join(''))
const upsideDown = (rows: readonly string[]) => [...rows].reverse()
const transposed = (rows: readonly string[]) =>
  Array.from({ length: (rows[0] as string).length }, (_, x) => rows.map((row) => row[x]).join(''))
const stored: Readonly<Record<number, readonly string[]>> = {
  1: upright,
  2: mirrored(upright),
  3: mirrored(upsideDown(upright)),
  4: upsideDown(upright),
  5: transposed(upright),
  6: upsideDown(transposed(upright)),
  7: mirrored(upsideDown(transposed(upright))),
  8: mirrored(transposed(upright)),
}
/** Two channels, of which the second is the first plus one. */
const bytes = (rows: readonly string[]) =>
  Uint8Array.from([...rows.join('')].flatMap((letter) => [letter.charCodeAt(0), letter.charCodeAt(0) + 1]))

test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %s', (orientation) => {
  const into = new Uint8Array(4 * 3 * 2)
  turnUpright(bytes(stored[orientation] as readonly string[]), into, [4, 3, 2], orientation)
  expect(into).toEqual(bytes(upright))
})
