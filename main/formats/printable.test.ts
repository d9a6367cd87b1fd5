import { expect, test } from 'vitest'
import { printable } from './printable'

const cases: [what: string, text: string, shown: string][] = [
  ['plain', 'conv2d_1/kernel', '"conv2d_1/kernel"'],
  ['letters of any language stay', '층_1 é', '"층_1 é"'],
  ['line break and quote', 'a\n"b', '"a\\n\\"b"'],
  ['terminal escape', '\u001b[31mred', '"\\u001b[31mred"'],
  ['C1 control and delete', '\u009b\u007f', '"\\u{9b}\\u{7f}"'],
  ['right-to-left override', 'a\u202eb', '"a\\u{202e}b"'],
  ['line separator', 'a\u2028b', '"a\\u{2028}b"'],
  ['long', 'x'.repeat(100), `"${'x'.repeat(80)}..."`],
]
test.each(cases)('%s', (_, text, shown) => expect(printable(text)).toBe(shown))
