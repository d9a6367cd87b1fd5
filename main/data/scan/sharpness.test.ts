import { expect, test } from 'vitest'
import { sharpness } from './sharpness'

test('by hand: a bright pixel in the middle of 3 x 3 has one place for the Laplacian, so no variance of it', () =>
  expect(sharpness({ values: [0, 0, 0, 0, 9, 0, 0, 0, 0], height: 3, width: 3 })).toBe(0))

test('by hand: a step between the columns of 3 x 4', () => {
  // Laplacian at the two inner places: 4*0-0-10 = -10 and 4*10-0-10-10-10 = 10, variance 100; the picture's is 25.
  const values = [0, 0, 10, 10, 0, 0, 10, 10, 0, 0, 10, 10]
  expect(sharpness({ values, height: 3, width: 4 })).toBe(4)
})

test('does not depend on contrast, and falls as the picture is blurred', () => {
  const side = 32
  const noise = Array.from({ length: side * side }, (_, k) => ((k * 7919) % 251) + ((k * 31) % 5))
  const picture = (values: readonly number[]) => sharpness({ values, height: side, width: side })
  const blurred = (values: readonly number[]) =>
    values.map((_, k) => {
      const near = [0, 1, 2, -1, -2].flatMap((y) =>
        [0, 1, 2, -1, -2].map((x) => values[k + y * side + x] ?? (values[k] as number)),
      )
      return near.reduce((sum, v) => sum + v, 0) / near.length
    })
  expect(picture(noise.map((v) => 0.1 * v + 100))).toBeCloseTo(picture(noise), 6)
  expect(picture(blurred(noise))).toBeLessThan(picture(noise))
  expect(picture(blurred(blurred(noise)))).toBeLessThan(picture(blurred(noise)))
})
