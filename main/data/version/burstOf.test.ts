import { expect, test } from 'vitest'
import { burstOf } from './burstOf'

const cases: [name: string, burst: string | undefined][] = [
  ['cats/IMG_0012_3.jpg', 'cats/IMG_0012'],
  ['cats/IMG_0012_4.JPG', 'cats/IMG_0012'],
  ['DSC01-BURST003.jpg', 'DSC01'],
  ['plate7 (2).png', 'plate7'],
  ['a/20260101_120000_01.jpg', 'a/20260101_120000'],
  // The number alone tells pictures apart here.
  ['IMG_0012.jpg', undefined],
  ['0013035.jpg', undefined],
  ['ant.jpg', undefined],
  ['ant_1.jpg', undefined],
  ['folder_1/ant.jpg', undefined],
]
test.each(cases)('%s', (name, burst) => expect(burstOf(name)).toBe(burst))
