import { expect, test } from 'vitest'
import { placement } from './placement'
import { visibleWindow } from './visibleWindow'

test('the middle of a wide picture, with what its edges average over and a margin', () => {
  const [picture, target] = [
    { height: 100, width: 400 },
    { height: 50, width: 50 },
  ]
  const window = visibleWindow(picture, target, placement(picture, target, 'crop'))
  // 100 of 400 columns from 150 on are seen; each pixel averages over 2 to each side, and 4 are the margin.
  expect(window).toMatchObject({ top: 0, height: 100, left: 144, width: 112 })
  expect(window.placement.translation).toEqual([0, -3])
})
test('all of a picture that is stretched', () => {
  const [picture, target] = [
    { height: 30, width: 20 },
    { height: 50, width: 50 },
  ]
  const whole = placement(picture, target, 'stretch')
  expect(visibleWindow(picture, target, whole)).toEqual({ top: 0, left: 0, ...picture, placement: whole })
})
