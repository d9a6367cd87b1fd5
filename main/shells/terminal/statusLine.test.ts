import { expect, test } from 'vitest'
import { createStatusLine } from './statusLine'

/** A stream that keeps what was written. */
function screen(isTTY: boolean, columns = 20) {
  const written: string[] = []
  const stream = { isTTY, columns, write: (text: string) => written.push(text) > 0 }
  return { written, status: createStatusLine(stream as unknown as NodeJS.WriteStream) }
}

test('is rewritten in place, cut to the width, and stands below what is said', () => {
  const { written, status } = screen(true, 10)
  status.show('working on it')
  status.show('working on it')
  status.say('a line that stays')
  status.clear()
  status.say('done')
  expect(written).toEqual([
    '\r\x1b[2Kworking o',
    '\r\x1b[2Ka line that stays\n',
    '\r\x1b[2Kworking o',
    '\r\x1b[2K',
    'done\n',
  ])
})

test('without a terminal there is none, and no escape sequence anywhere', () => {
  const { written, status } = screen(false)
  status.show('working')
  status.say('a line')
  status.clear()
  expect(written).toEqual(['a line\n'])
})
