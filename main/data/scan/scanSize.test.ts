import { expect, test } from 'vitest'
import { scanSize } from './scanSize'

test.each([
  ['a digit', 28, 28, [28, 28]],
  ['small and wide', 64, 16, [16, 64]],
  ['tiny', 15, 15, [32, 32]],
  ['a strip', 200, 20, [32, 32]],
  ['just above small', 65, 64, [64, 64]],
  ['a thumbnail', 200, 127, [64, 64]],
  ['a photo', 500, 375, [128, 128]],
  ['a large photo', 6000, 4000, [128, 128]],
])('%s of %d x %d is measured at %j', (_, width, height, size) => expect(scanSize({ width, height })).toEqual(size))
