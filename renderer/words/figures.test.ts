import { expect, test } from 'vitest'
import { bytesText, countText, durationText, lossText, macsText, percentText } from './figures'

test.each([
  [lossText(2.3045), '2.30'],
  [lossText(0.000123456), '1.23e-4'],
  [lossText(0), '0.00'],
  [lossText(null), '–'],
  [lossText(Number.NaN), '–'],
  [percentText(0.9948), '99.5 %'],
  [percentText(undefined), '–'],
  [countText(12_345.6), '12,346'],
  [bytesText(1.311e9), '1.31 GB'],
  [bytesText(999), '999 B'],
  [bytesText(999_600), '1.00 MB'],
  [bytesText(null), '–'],
  [macsText(304_150_000), '304 M'],
  [macsText(14_155_776), '14.2 M'],
  [macsText(0), '0'],
  [durationText(75), '1 min 15 s'],
  [durationText(3_284), '55 min'],
  [durationText(599), '9 min 59 s'],
  [durationText(3_661), '1 h 1 min'],
  [durationText(59.6), '1 min 0 s'],
  [durationText(undefined), '–'],
])('%s', (found, expected) => expect(found).toBe(expected))
