/**
 * Compares text by code points, as Python sorts, so that class numbers are ImageFolder's: `10` before `2`, capitals before small
 * letters, accents behind `z`. JavaScript's own `<` goes by UTF-16 units and puts characters beyond U+FFFF before U+E000.
 */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Surrogates, halves of the characters beyond U+FFFF, come behind all other units. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
