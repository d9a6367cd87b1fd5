import { expect, test } from 'vitest'
import { workText } from './workText'

const event = 'working'
test('what is going on, as far as it is known', () => {
  expect(workText({ event, what: 'reading' })).toBe('reading ...')
  expect(workText({ event, what: 'listing pictures', done: 70_000 })).toBe('listing pictures 70,000 ...')
  expect(workText({ event, what: 'testing', done: 1, total: 4 })).toBe('testing 25 %')
  const done = { event, what: 'packing pictures', done: 1234, total: 6000, perSecond: 511.7 } as const
  expect(workText(done)).toBe('packing pictures 1,234 of 6,000 (21 %)  512/s')
  expect(workText({ ...done, secondsLeft: 9.3 })).toBe('packing pictures 1,234 of 6,000 (21 %)  512/s  ETA 0:09')
})
