import { expect, test } from 'vitest'
import { binsOf, largestBin, meanOfBins } from './bins'

const sizes = Array.from({ length: 30 }, (_, k) => k + 1)

test('bins lie as PyTorch has them: 10 to 7, 3 to 7', () => {
  const text = (from: number, to: number) => binsOf(from, to).map(({ start, end }) => `${start}-${end - 1}`)
  expect(text(10, 7)).toEqual(['0-1', '1-2', '2-4', '4-5', '5-7', '7-8', '8-9'])
  expect(text(3, 7)).toEqual(['0-0', '0-0', '0-1', '1-1', '1-2', '2-2', '2-2'])
})

test('for any sizes the bins cover every pixel, in order, and their weights sum to 1', () => {
  for (const from of sizes)
    for (const to of sizes) {
      const bins = binsOf(from, to)
      expect([bins[0]?.start, bins.at(-1)?.end]).toEqual([0, from])
      for (const [k, { start, end }] of bins.entries()) {
        expect(end).toBeGreaterThan(start)
        if (k > 0) expect(start).toBeLessThanOrEqual((bins[k - 1] as { end: number }).end)
      }
      for (const weights of meanOfBins(from, to))
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1)
      expect(largestBin(from, to)).toBe(Math.max(...bins.map(({ start, end }) => end - start)))
    }
})
