import { expect, test } from 'vitest'
import { byCodePoint } from './codePointOrder'

test('is the order of the UTF-8 bytes, which is that of code points', () => {
  const signs = [
    '',
    'a',
    'b',
    'aa',
    '/',
    ' ',
    '\u00e9',
    '\u0301',
    '\ud7ff',
    '\ue000',
    '\uffff',
    '\u{10000}',
    '\u{1f600}',
    '\u{10ffff}',
  ]
  const texts = signs.flatMap((a) => signs.flatMap((b) => [a + b, `x${b}${a}`]))
  const wrong = texts.flatMap((a) =>
    texts
      .filter((b) => Math.sign(byCodePoint(a, b)) !== Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((b) => [a, b]),
  )
  expect(wrong).toEqual([])
})
