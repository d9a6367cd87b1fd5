import { expect, test } from 'vitest'
import { permutation } from './permutation'
import { RandomStream } from './randomStream'

const order = (count: number, seed: number, epoch: number) => [
  ...permutation(count, { seed, epoch, purpose: 'shuffle' }),
]

test('holds every position once', () => {
  for (const count of [0, 1, 2, 100, 5000])
    expect(order(count, 3, 1).sort((a, b) => a - b)).toEqual([...Array(count).keys()])
})

test('follows from seed and epoch alone, and differs with either', () => {
  expect(order(10, 0, 0)).toEqual([7, 3, 2, 8, 0, 6, 1, 4, 9, 5])
  expect(order(10, 0, 0)).toEqual(order(10, 0, 0))
  const all = [order(50, 0, 0), order(50, 0, 1), order(50, 1, 0), order(50, 2 ** 32, 0), order(50, 2 ** 53 - 1, 0)]
  expect(new Set(all.map(String)).size).toBe(all.length)
})

test('every order of four is as likely (chi-square over 24,000 draws)', () => {
  const seen = new Map<string, number>()
  for (let epoch = 0; epoch < 24_000; epoch++) {
    const key = order(4, 5, epoch).join('')
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  expect(seen.size).toBe(24)
  const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
  // 23 degrees of freedom: 49.7 is passed by chance once in a thousand, 5 is not reached as seldom.
  expect(chiSquare).toBeLessThan(49.7)
  expect(chiSquare).toBeGreaterThan(5)
})

test('numbers below a limit are fair and in range', () => {
  const random = new RandomStream({ seed: 1, epoch: 0, purpose: 'shapes' })
  const counts = [0, 0, 0, 0, 0, 0]
  for (let k = 0; k < 60_000; k++) {
    const drawn = random.below(6)
    counts[drawn] = (counts[drawn] as number) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  const between = Array.from({ length: 1000 }, () => random.between(-2, 3))
  expect(Math.min(...between)).toBeGreaterThanOrEqual(-2)
  expect(Math.max(...between)).toBeLessThan(3)
})

test('purposes do not share numbers; a seed that is no whole number is a bug', () => {
  const words = (purpose: 'shuffle' | 'shapes') => {
    const random = new RandomStream({ seed: 1, epoch: 1, purpose })
    return Array.from({ length: 8 }, () => random.word())
  }
  expect(words('shuffle')).not.toEqual(words('shapes'))
  for (const seed of [-1, 0.5, 2 ** 53, Number.NaN])
    expect(() => new RandomStream({ seed, epoch: 0, purpose: 'shuffle' })).toThrow('seed')
})
