import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type StallWatch, watchForStalls } from './stallWatch'

const second = 1000
let watch: StallWatch
const onStall = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  onStall.mockClear()
  watch = watchForStalls(onStall)
})
afterEach(() => {
  watch.close()
  vi.useRealTimers()
})

test('a minute without a step is told once, and again only after there was one', () => {
  watch.progress()
  vi.advanceTimersByTime(55 * second)
  expect(onStall).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10 * second)
  expect(onStall).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(600 * second)
  expect(onStall).toHaveBeenCalledTimes(1)
  watch.progress()
  vi.advanceTimersByTime(65 * second)
  expect(onStall).toHaveBeenCalledTimes(2)
})

test('where a batch takes half a minute, a minute is no stall', () => {
  for (let k = 0; k < 4; k++) {
    watch.progress()
    vi.advanceTimersByTime(30 * second)
  }
  vi.advanceTimersByTime(20 * 60 * second)
  expect(onStall).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10 * 60 * second)
  expect(onStall).toHaveBeenCalledTimes(1)
})

test('a run that is paused or validates does not stall', () => {
  watch.progress()
  watch.rest()
  vi.advanceTimersByTime(3600 * second)
  expect(onStall).not.toHaveBeenCalled()
})
