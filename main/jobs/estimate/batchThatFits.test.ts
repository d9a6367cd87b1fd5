import { expect, test } from 'vitest'
import { batchThatFits, type Room } from './batchThatFits'

/** 100 MB however large the batch is, and 1 MB a picture. */
const room: Room = {
  estimated: (batchSize) => 100e6 + batchSize * 1e6,
  measured: 200e6,
  measuredAt: 100,
  free: 1000e6,
  allowed: undefined,
  images: 100_000,
}

test.each([
  ['measured as estimated: four fifths of what is free', {}, 700, 'memory', 1],
  ['a tenth more was measured: so much more a picture', { measured: 220e6 }, 627, 'memory', 1.1],
  ['twice as much: the rest is not the pictures', { measured: 400e6 }, 420, 'memory', 1.25],
  ['a tenth of it: out of memory that was there already', { measured: 20e6 }, 1140, 'memory', 0.75],
  [
    'nothing measured: as if the estimate were a fifth of the truth short',
    { measured: undefined },
    540,
    'memory',
    1.25,
  ],
  ['all of what is allowed', { allowed: 300e6 }, 200, 'memory', 1],
  ['too little for one picture', { allowed: 50e6 }, 0, 'memory', 1],
  ['no more than there are', { images: 300 }, 300, 'images', 1],
  ['no more than can be set', { free: 1e12 }, 65_536, 'configuration', 1],
] as const)('%s', (_, change, batchSize, limitedBy, calibration) => {
  const found = batchThatFits({ ...room, ...change })
  expect(found).toMatchObject({ batchSize, limitedBy })
  expect(found.calibration).toBeCloseTo(calibration)
})

test('says what it counted on', () => {
  expect(batchThatFits(room)).toMatchObject({ freeBytes: 1000e6, usableBytes: 800e6 })
  expect(batchThatFits({ ...room, allowed: 300e6 })).toMatchObject({ freeBytes: 300e6, usableBytes: 300e6 })
})
