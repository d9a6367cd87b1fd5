import { expect, test } from 'vitest'
import { asRemedy, asSentence } from './asSentence'

test.each([
  ['the disk is full', 'The disk is full'],
  ['run 12 is paused: disk /data is full', 'Run 12 is paused: disk /data is full'],
  ['needs a vector, its input is 8x8x3', 'Needs a vector, its input is 8x8x3'],
  // Names are what they are called.
  ['ants/the.png is not there any more', 'ants/the.png is not there any more'],
  ['conv2d_3: the kernel does not fit', 'conv2d_3: the kernel does not fit'],
  ['the.png cannot be read', 'the.png cannot be read'],
  ['no-such-file cannot be read', 'no-such-file cannot be read'],
  ['사진이 없습니다.', '사진이 없습니다.'],
])('a notice that says "%s" begins as a sentence', (text, shown) => expect(asSentence(text)).toBe(shown))

test.each([
  ['use padding "same"', 'Use padding "same"'],
  ['scan, then train', 'Scan, then train'],
  ['data.source is the place for it', 'data.source is the place for it'],
  ['Keras 3 writes such files', 'Keras 3 writes such files'],
])('a remedy on its own line: "%s"', (text, shown) => expect(asRemedy(text)).toBe(shown))
