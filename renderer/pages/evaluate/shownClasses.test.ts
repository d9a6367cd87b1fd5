import { expect, test } from 'vitest'
import { heatOf, isStrong, mostShown, placeOnRamp, shownClasses } from './shownClasses'

test('few classes are all shown; of many those that are confused most, in their order', () => {
  expect(shownClasses({ classes: ['a', 'b'], confusion: [] })).toEqual([0, 1])
  const classes = Array.from({ length: 1000 }, (_, k) => `${k}`)
  const shown = shownClasses({
    classes,
    confusion: [
      [999, 500, 7],
      [3, 3, 1000],
    ],
  })
  expect(shown.length).toBe(mostShown)
  expect(shown.slice(-2)).toEqual([500, 999])
})

test('an empty cell has no heat, a full diagonal has all, a rare mistake is seen', () => {
  expect(heatOf(0, 10, false)).toBe(0)
  expect(heatOf(10, 10, true)).toBe(1)
  expect(heatOf(1, 100, false)).toBeGreaterThan(heatOf(1, 100, true))
  expect(placeOnRamp(0)).toBe(0)
})

test('no cell has a colour from the middle of the ramp, where no word can be read', () => {
  for (let heat = 0; heat <= 1; heat += 0.01) {
    const place = placeOnRamp(heat)
    expect(isStrong(heat) ? place >= 0.75 : place <= 0.5, `${heat}`).toBe(true)
  }
})
