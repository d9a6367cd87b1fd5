import { expect, test } from 'vitest'
import { dragged, inRange, numberText, parseNumber } from './numberText'

test.each([
  [0.1 + 0.2, '0.3'],
  [1e-4, '0.0001'],
  [1e-7, '1e-7'],
  [2.5e16, '2.5e16'],
  [0, '0'],
  [-3, '-3'],
])('%d is written %s', (value, text) => expect(numberText(value)).toBe(text))

test.each([
  ['0,5', 0.5],
  [' 1e-4 ', 1e-4],
  ['5%', 0.05],
  ['1 000', 1000],
  ['', undefined],
  ['%', undefined],
  ['abc', undefined],
  ['Infinity', undefined],
])('%j means %s', (text, value) => expect(parseNumber(text)).toBe(value))

test('what is typed goes to the nearest that is allowed', () => {
  expect(inRange(7.6, { isWhole: true, max: 7 })).toBe(7)
  expect(inRange(-1, { min: 0 })).toBe(0)
})

test('four pixels are a step, a tenth of it with Shift; a rate grows by a factor', () => {
  expect(dragged(10, 40, false, { step: 1, isWhole: true })).toBe(20)
  expect(dragged(10, 40, true, { step: 1, isWhole: true })).toBe(11)
  expect(dragged(0.5, 40, true, { step: 0.01 })).toBe(0.51)
  expect(dragged(0.001, 400, false, { step: 1, isLog: true })).toBe(0.01)
  expect(dragged(0.001, -4000, false, { step: 1, isLog: true, min: 1e-6 })).toBe(1e-6)
})
