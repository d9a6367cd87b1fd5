import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgress } from '../../scripts/setup/progress.mjs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What a step of three seconds writes, with half of its 200 MB done after the first. */
function written(out: { isTTY?: boolean; columns?: number }, ms = 3000): string {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const step = createProgress({ write, ...out }).step('Fetching TensorFlow', { total: 200e6, unit: 'bytes' })
  vi.advanceTimersByTime(Math.min(1000, ms))
  step.advance(100e6)
  vi.advanceTimersByTime(Math.max(0, ms - 1000))
  step.end()
  return text
}

test('on a terminal one line is drawn again in place, and a plain one stays', () => {
  const lines = written({ isTTY: true, columns: 120 }).split('\r\u001b[2K')
  expect(lines).toContain('Fetching TensorFlow  [############............]  100 / 200 MB  2 s left')
  expect(lines.at(-1)).toBe('Fetching TensorFlow: done in 3.0 s\n')
})

test.each([40, 0, undefined])('no line is wider than a terminal of %s columns', (columns) => {
  const drawn = written({ isTTY: true, ...(columns !== undefined && { columns }) }).split('\r\u001b[2K')
  for (const line of drawn) expect(line.trimEnd().length).toBeLessThan(columns || 80)
  expect(drawn.some((line) => line.startsWith('Fetching TensorFlow  [####'))).toBe(true)
})

test('elsewhere it is a line at the start, one each ten seconds, and one at the end', () => {
  expect(written({}, 21_000).trimEnd().split('\n')).toEqual([
    'Fetching TensorFlow (200 MB) ...',
    '  100 / 200 MB, 10.0 s',
    '  100 / 200 MB, 20.0 s',
    'Fetching TensorFlow: done in 21.0 s',
  ])
})

test('what is done at once says nothing', () => {
  expect(written({}, 100)).toBe('')
  expect(written({ isTTY: true }, 100)).toBe('')
})
