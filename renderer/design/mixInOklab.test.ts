import { expect, test } from 'vitest'
import { mixInOklab, type Rgb } from './mixInOklab'

test.each<[string, Rgb]>([
  ['black', [0, 0, 0]],
  ['white', [255, 255, 255]],
  ['red', [255, 0, 0]],
  ['a blue', [17, 99, 250]],
])('%s mixed with another stays itself at part 0, and becomes it at part 1', (_, colour) => {
  expect(mixInOklab(colour, [9, 200, 77], 0)).toEqual(colour)
  expect(mixInOklab([9, 200, 77], colour, 1)).toEqual(colour)
})

// As Chromium computes color-mix(in oklab, ...).
test('half of two colours is what CSS makes of them', () => {
  expect(mixInOklab([255, 255, 255], [0, 0, 0], 0.5)).toEqual([99, 99, 99])
  expect(mixInOklab([255, 0, 0], [0, 0, 255], 0.5)).toEqual([140, 83, 162])
})
