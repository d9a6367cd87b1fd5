import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterFrame } from './afterFrame'

let frames: Map<number, () => void>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  frames = new Map()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => {
    frames.set(1, draw)
    return 1
  })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.delete(id))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const draw = () => {
  const due = [...frames.values()]
  frames.clear()
  for (const each of due) each()
}

test('behind the frame, once', () => {
  const act = vi.fn()
  afterFrame(act)
  draw()
  expect(act).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(act).toHaveBeenCalledTimes(1)
})

test('without frames all the same, and not once more when one comes', () => {
  const act = vi.fn()
  afterFrame(act)
  vi.advanceTimersByTime(1000)
  draw()
  vi.advanceTimersByTime(1000)
  expect(act).toHaveBeenCalledTimes(1)
})

test('taken back before the frame or behind it', () => {
  const act = vi.fn()
  afterFrame(act)()
  const takeBack = afterFrame(act)
  draw()
  takeBack()
  draw()
  vi.advanceTimersByTime(1000)
  expect(act).not.toHaveBeenCalled()
})
