import { expect, test } from 'vitest'
import { countText, durationText, lossText, percentText } from './figures'

test.each([
  [lossText(2.3045), '2.30'],
  [lossText(0.000123456), '0.000123'],
  [lossText(null), '–'],
  [lossText(Number.NaN), '–'],
  [percentText(0.9948), '99.5 %'],
  [percentText(undefined), '–'],
  [countText(12_345.6), '12,346'],
  [durationText(75), '1 min 15 s'],
  [durationText(3_661), '1 h 1 min'],
  [durationText(59.6), '1 min 0 s'],
  [durationText(undefined), '–'],
])('%s', (found, expected) => expect(found).toBe(expected))
