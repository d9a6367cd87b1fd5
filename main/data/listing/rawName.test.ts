import { expect, test } from 'vitest'
import { bytesOfName, nameOfBytes } from './rawName'

/** Bytes that are likely to meet: letters, parts of UTF-8 characters, backslashes, and what escapes are made of. */
const alphabet = [
  0x61, 0x5c, 0x78, 0x35, 0x63, 0x66, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xed, 0xa0,
]

/** All names of up to three such bytes, and longer ones by a fixed rule. */
function* names(): Generator<Buffer> {
  for (const a of alphabet) for (const b of alphabet) for (const c of alphabet) yield Buffer.from([a, b, c])
  let state = 1
  for (let k = 0; k < 5_000; k++) {
    const bytes = Buffer.alloc(k % 40)
    for (let i = 0; i < bytes.length; i++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      bytes[i] = alphabet[(state >> 16) % alphabet.length] as number
    }
    yield bytes
  }
}

test('every name comes back, no two are written alike, and what is UTF-8 stays as it is', () => {
  const seen = new Map<string, string>()
  const wrong: string[] = []
  for (const bytes of names()) {
    const name = nameOfBytes(bytes)
    const hex = bytes.toString('hex')
    const isPlain = Buffer.from(bytes.toString()).equals(bytes) && !bytes.includes(0x5c)
    const comesBack = bytesOfName(name).equals(bytes)
    if (!comesBack || (seen.get(name) ?? hex) !== hex || (isPlain && name !== bytes.toString())) wrong.push(hex)
    seen.set(name, hex)
  }
  expect(seen.size).toBeGreaterThan(5_000)
  expect(wrong).toEqual([])
})
