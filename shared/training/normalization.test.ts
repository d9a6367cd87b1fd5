import { expect, test } from 'vitest'
import type { Normalization } from '../records/preprocessing'
import { scaleAndOffset } from './normalization'

/** Values of pixels 0 and 255 in each channel, by the definitions of Keras (0-1, -1-1) and torchvision (the others). */
const cases: [normalization: Normalization, black: number[], white: number[]][] = [
  [{ kind: '0-1' }, [0], [1]],
  [{ kind: '-1-1' }, [-1], [1]],
  [{ kind: 'mean-deviation', mean: [0.5, 0.25], deviation: [0.5, 0.25] }, [-1, -1], [1, 3]],
  [
    { kind: 'imagenet' },
    [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
    [(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225],
  ],
]
test.each(cases)('$kind', (normalization, black, white) => {
  const { scale, offset } = scaleAndOffset(normalization)
  for (const [channel, value] of black.entries()) expect(offset[channel]).toBeCloseTo(value, 12)
  for (const [channel, value] of white.entries())
    expect(255 * (scale[channel] as number) + (offset[channel] as number)).toBeCloseTo(value, 12)
})

test('no program is compiled before the numbers of the training images are known', () =>
  expect(() => scaleAndOffset({ kind: 'per-channel' })).toThrow('not computed yet'))
