import { expect, test } from 'vitest'
import { seededRandom } from '../../../tests/seededValues'
import { hammingDistance } from './differenceHash'
import { type HashColumns, hashNeighbours, nearBits } from './hashNeighbours'

function pairsOf(columns: HashColumns, limit?: number, most = Number.POSITIVE_INFINITY) {
  const pairs: string[] = []
  const isComplete = hashNeighbours(columns, (i, j) => pairs.push(`${i} ${j}`) < most, limit)
  return { pairs: pairs.sort(), isComplete }
}

/** Every pair looked at. */
function allPairs({ high, low }: HashColumns): string[] {
  const hash = (i: number): [number, number] => [high[i] as number, low[i] as number]
  const pairs: string[] = []
  for (let i = 0; i < high.length; i++)
    for (let j = i + 1; j < high.length; j++) if (hammingDistance(hash(i), hash(j)) <= nearBits) pairs.push(`${i} ${j}`)
  return pairs.sort()
}

/** Random hashes, and to each one two others from which 0 to 8 bits were turned. */
function hashes(count: number, isRandomBit: (bit: number) => boolean = () => true): HashColumns {
  const random = seededRandom(7)
  const columns = { high: new Uint32Array(count), low: new Uint32Array(count) }
  const turn = (k: number, bit: number) => {
    const column = bit < 32 ? columns.high : columns.low
    column[k] = ((column[k] as number) ^ (1 << (bit % 32))) >>> 0
  }
  for (let k = 0; k < count; k++)
    if (k % 3 === 0) {
      for (let bit = 0; bit < 64; bit++) if (isRandomBit(bit) && random() < 0.5) turn(k, bit)
    } else {
      columns.high[k] = columns.high[k - (k % 3)] as number
      columns.low[k] = columns.low[k - (k % 3)] as number
      const turned = new Set(Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * 64)))
      for (const bit of turned) turn(k, bit)
    }
  return columns
}

test.each<[string, HashColumns]>([
  ['bits like coins', hashes(3000)],
  ['half of the bits the same in all', hashes(1500, (bit) => bit % 2 === 0)],
  ['a rim that is always black', hashes(1500, (bit) => bit % 8 > 1 && bit % 8 < 6 && bit > 15 && bit < 48)],
  ['all the same', { high: new Uint32Array(50).fill(9), low: new Uint32Array(50).fill(0x80000000) }],
  ['one', { high: new Uint32Array(1), low: new Uint32Array(1) }],
  ['none', { high: new Uint32Array(0), low: new Uint32Array(0) }],
])('finds every pair within 4 bits, and each once: %s', (_, columns) => {
  const { pairs, isComplete } = pairsOf(columns)
  expect(isComplete).toBe(true)
  expect(pairs).toEqual(allPairs(columns))
})

test('looks at few of the 5,000,000,000 pairs of 100,000', () => {
  const columns = hashes(99_999)
  expect(pairsOf(columns, 3_000_000).isComplete).toBe(true)
})

test('ends where enough was found', () => {
  const columns = { high: new Uint32Array(50), low: new Uint32Array(50) }
  const { pairs, isComplete } = pairsOf(columns, undefined, 7)
  expect([pairs.length, isComplete]).toEqual([7, false])
})

test('says so where it gives up', () => {
  const columns = { high: new Uint32Array(2000), low: new Uint32Array(2000) }
  expect(pairsOf(columns, 100_000).isComplete).toBe(false)
})
