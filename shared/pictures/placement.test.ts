import { expect, test } from 'vitest'
import { placement } from './placement'

const wide = { height: 100, width: 200 }
const square = { height: 50, width: 50 }

test('stretch scales each side on its own', () =>
  expect(placement(wide, square, 'stretch')).toMatchObject({ scale: [0.5, 0.25], translation: [0, 0] }))
test('crop fills the target and cuts two sides alike', () =>
  expect(placement(wide, square, 'crop')).toMatchObject({ scale: [0.5, 0.5], translation: [0, -25] }))
test('fit keeps the whole picture, in whole pixels', () =>
  expect(placement(wide, square, 'fit')).toEqual({
    scale: [0.25, 0.25],
    translation: [12, 0],
    covered: { top: 12, left: 0, height: 25, width: 50 },
  }))
test('an odd row of background stays on its side when the target is turned round', () =>
  expect(placement(wide, square, 'fit', { rows: true, columns: false }).covered.top).toBe(13))
test('a line keeps one pixel', () =>
  expect(placement({ height: 1, width: 1000 }, square, 'fit').covered).toMatchObject({ height: 1, width: 50 }))
test('a picture of the size of the target stays as it is', () => {
  for (const resize of ['stretch', 'crop', 'fit'] as const)
    expect(placement(square, square, resize)).toEqual({
      scale: [1, 1],
      translation: [0, 0],
      covered: { top: 0, left: 0, height: 50, width: 50 },
    })
})
