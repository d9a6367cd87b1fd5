import { describe, expect, test } from 'vitest'
import { applyAlone } from './lowerAlone'

/** One channel, height x width, from a function of the pixel. */
const picture = (height: number, width: number, value: (y: number, x: number) => number) => ({
  shape: [1, height, width, 1],
  values: Array.from({ length: height * width }, (_, k) => value(Math.floor(k / width), k % width)),
})
const row = (...values: number[]) => ({ shape: [1, 1, values.length, 1], values })
const inner = (values: readonly number[], width: number) =>
  values.filter((_, k) => k >= width && k < values.length - width && k % width !== 0 && k % width !== width - 1)

describe('image-filter', () => {
  test('answers a single bright pixel with its kernel, turned by 180 degrees', async () => {
    const numbers = [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]
    const impulse = picture(3, 3, (y, x) => (y === 1 && x === 1 ? 1 : 0))
    expect(await applyAlone('image-filter', { filter: 'numbers', numbers }, impulse)).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2, 1,
    ])
  })

  test('treats each channel by itself', async () => {
    const two = { shape: [1, 1, 3, 2], values: [0, 5, 1, 6, 4, 8] }
    expect(await applyAlone('image-filter', { filter: 'derivative-x', edges: 'shrink' }, two)).toEqual([2, 1.5])
  })

  test('the Gaussian is symmetric, of sum 1, and falls off as a normal distribution does', async () => {
    const impulse = picture(7, 7, (y, x) => (y === 3 && x === 3 ? 1 : 0))
    const answer = await applyAlone('image-filter', { sigma: 1.5, size: 7 }, impulse)
    const at = (y: number, x: number) => answer[y * 7 + x] as number
    expect(answer.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
    expect(at(3, 5)).toBeCloseTo(at(5, 3), 7)
    expect(at(3, 1)).toBeCloseTo(at(3, 5), 7)
    expect(at(3, 5) / at(3, 3)).toBeCloseTo(Math.exp(-4 / (2 * 1.5 ** 2)), 5)
    expect(at(4, 4) / at(3, 3)).toBeCloseTo(Math.exp(-2 / (2 * 1.5 ** 2)), 5)
  })

  test.each(['repeat', 'mirror'])('with edges "%s" a grey picture stays grey under the Gaussian', async (edges) => {
    const blurred = await applyAlone(
      'image-filter',
      { sigma: 1, edges },
      picture(5, 6, () => 3),
    )
    for (const value of blurred) expect(value).toBeCloseTo(3, 5)
  })

  type Surface = (y: number, x: number) => number
  const surfaces: [filter: string, value: Surface, inside: Surface][] = [
    ['dirac', (y, x) => y + x, (y, x) => y + x],
    ['derivative-x', (_, x) => 2 * x, () => 2],
    ['derivative-x', (y) => y, () => 0],
    ['derivative-y', (y) => 3 * y, () => 3],
    ['sobel-x', (_, x) => x, () => 8],
    ['sobel-y', (y) => y, () => 8],
    ['laplacian', (y, x) => x * x + 3 * y * y, () => 2 + 6],
    ['sharpen', (y, x) => x * x - y, (y, x) => x * x - y - 2],
  ]
  test.each(surfaces)('%s of a known surface', async (filter, value, inside) => {
    const answer = await applyAlone('image-filter', { filter }, picture(4, 5, value))
    expect(inner(answer, 5)).toEqual(inner(picture(4, 5, inside).values, 5))
  })

  const edges: [edges: string, wanted: number[]][] = [
    ['zero', [2 + 6, 1 + 4 + 9, 2 + 6 + 12, 3 + 8]],
    ['repeat', [1 + 2 + 6, 1 + 4 + 9, 2 + 6 + 12, 3 + 8 + 12]],
    ['mirror', [2 + 2 + 6, 1 + 4 + 9, 2 + 6 + 12, 3 + 8 + 9]],
    ['shrink', [1 + 4 + 9, 2 + 6 + 12]],
  ]
  test.each(edges)('edges "%s" lie where they should', async (name, wanted) => {
    const config = { filter: 'numbers', numbers: [[1, 2, 3]], edges: name }
    expect(await applyAlone('image-filter', config, row(1, 2, 3, 4))).toEqual(wanted)
  })
})
