import { expect, test } from 'vitest'
import { philox } from './philox'

/** The known answers that Salmon et al. ship with Random123 (kat_vectors, philox4x32 10). */
const known: [key: number[], counter: number[], words: number[]][] = [
  [
    [0, 0],
    [0, 0, 0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0xa4093822, 0x299f31d0],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
]
test.each(known)('philox %#', ([k0, k1], counter, words) => {
  const out = new Uint32Array(4)
  philox(k0 as number, k1 as number, Uint32Array.from(counter), out)
  expect([...out]).toEqual(words)
})
