import { expect, test } from 'vitest'
import { shownRange, zoomed } from './curveView'

const whole = [0, 1000] as const

test('all is shown until somebody zooms', () => {
  expect(shownRange({ range: undefined, isLive: true }, whole, 300)).toEqual([0, 1000])
})

test('a live view keeps its width and has the newest step in sight; one that was let go stays where it is', () => {
  const range = [0, 200] as const
  expect(shownRange({ range, isLive: true }, whole, 500)).toEqual([320, 520])
  expect(shownRange({ range, isLive: true }, whole, 10)).toEqual([0, 200])
  expect(shownRange({ range, isLive: true }, whole, 1000)).toEqual([800, 1000])
  expect(shownRange({ range, isLive: false }, whole, 500)).toEqual([0, 200])
  expect(shownRange({ range: [900, 1100], isLive: false }, whole, 500)).toEqual([800, 1000])
})

test('zooming keeps the step under the pointer, never leaves the run, and ends at all of it', () => {
  expect(zoomed([0, 1000], whole, 250, 0.5)).toEqual([125, 625])
  expect(zoomed([0, 100], whole, 0, 0.5)).toEqual([0, 50])
  expect(zoomed([125, 625], whole, 250, 2)).toBeUndefined()
  expect(zoomed([500, 504], whole, 502, 0.1)).toEqual([500, 504])
})
