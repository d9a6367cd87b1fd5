import { expect, test } from 'vitest'
import { dayText } from './dates'

const now = new Date(2026, 10, 30, 9)
test.each([
  [new Date(2026, 10, 30, 8), 'en', 'today'],
  [new Date(2026, 10, 29, 23), 'en', 'yesterday'],
  [new Date(2026, 10, 29, 1), 'ko', '어제'],
  [new Date(2026, 10, 21), 'en', 'Nov 21'],
  [new Date(2026, 10, 21), 'ko', '11월 21일'],
  [new Date(2025, 10, 21), 'en', 'Nov 21, 2025'],
])('%s in %s: %s', (day, language, text) => expect(dayText(day.toISOString(), language, now)).toBe(text))
test('no date is no text', () => expect(dayText('soon', 'en', now)).toBe(''))
