import { expect, test } from 'vitest'
import { crc32 } from './crc32'

test('the check value of the polynomial', () => expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926))
test('of nothing', () => expect(crc32(new Uint8Array())).toBe(0))
test('of a part, at every distance from four bytes', () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, k) => k * 37)
  for (let start = 0; start < 5; start++)
    for (let end = 30; end < 36; end++) expect(crc32(bytes, start, end)).toBe(crc32(bytes.slice(start, end)))
})
test('the end chunk of every PNG', () => expect(crc32(Buffer.from('IEND'))).toBe(0xae426082))
