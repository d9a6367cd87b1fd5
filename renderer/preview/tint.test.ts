import { expect, test } from 'vitest'
import { coloured, tint, tinted } from './tint'

test('brighter is stronger, from dark blue to white', () => {
  const brightness = tint.map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
  expect(brightness.every((value, k) => k === 0 || value >= (brightness[k - 1] as number))).toBe(true)
  expect(tint[0]).toEqual([14, 22, 60])
  expect(tint[255]).toEqual([244, 249, 255])
  expect([...tinted(new Uint8Array([0, 255]))]).toEqual([14, 22, 60, 255, 244, 249, 255, 255])
})

test('pictures of one and of three channels', () => {
  expect([...coloured(new Uint8Array([7, 9]), 1)]).toEqual([7, 7, 7, 255, 9, 9, 9, 255])
  expect([...coloured(new Uint8Array([1, 2, 3, 4, 5, 6]), 3)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255])
})
