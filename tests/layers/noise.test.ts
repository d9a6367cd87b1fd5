import { describe, expect, test } from 'vitest'
import { applyAlone } from './lowerAlone'

const flat = (shape: readonly number[], value: number) => ({
  shape,
  values: Array<number>(shape.reduce((product, size) => product * size, 1)).fill(value),
})

describe('gaussian-noise', () => {
  test('adds numbers of mean 0 and the deviation asked for, in training alone', async () => {
    const values = await applyAlone('gaussian-noise', { deviation: 0.5 }, flat([4, 50, 50, 2], 3), 'train')
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    // Five standard errors of 20,000 values.
    expect(Math.abs(mean - 3)).toBeLessThan(5 * (0.5 / Math.sqrt(20_000)))
    expect(Math.abs(Math.sqrt(variance) - 0.5)).toBeLessThan(5 * (0.5 / Math.sqrt(40_000)))
    expect(await applyAlone('gaussian-noise', { deviation: 0.5 }, flat([1, 2], 3))).toEqual([3, 3])
  })
})

describe('spatial-dropout', () => {
  test('drops whole channels of single pictures and divides the others by what is kept', async () => {
    const [pictures, pixels, channels] = [50, 6, 20]
    const shape = [pictures, 2, 3, channels]
    const values = await applyAlone('spatial-dropout', { rate: 0.25 }, flat(shape, 3), 'train')
    const plane = (n: number, c: number) =>
      Array.from({ length: pixels }, (_, pixel) => values[(n * pixels + pixel) * channels + c] as number)
    let dropped = 0
    for (let n = 0; n < pictures; n++)
      for (let c = 0; c < channels; c++) {
        const [first] = plane(n, c)
        expect(new Set(plane(n, c))).toEqual(new Set([first]))
        expect([0, 4]).toContain(first)
        if (first === 0) dropped++
      }
    // Five standard errors of 1,000 draws.
    expect(Math.abs(dropped / 1000 - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 1000))
    expect(await applyAlone('spatial-dropout', {}, flat([1, 2, 2, 1], 3))).toEqual([3, 3, 3, 3])
  })
})
