import { expect, test } from 'vitest'
import { bytes, clock, loss, percent, table } from './format'

test.each([
  [0, '0:00'],
  [59.4, '0:59'],
  [59.6, '1:00'],
  [3599.7, '1:00:00'],
  [36_610, '10:10:10'],
  [-3, '0:00'],
])('%d s is %s', (seconds, text) => expect(clock(seconds)).toBe(text))

test.each([
  [0, '0.0000'],
  [0.00123, '0.0012'],
  [0.00012, '1.20e-4'],
  [2.2718, '2.2718'],
  [null, 'not a number'],
])('a loss of %s is %s', (value, text) => expect(loss(value)).toBe(text))

test.each([
  [999, '999 B'],
  [1000, '1.0 kB'],
  [853_308_936, '853.3 MB'],
  [4e15, '4000.0 TB'],
])('%d bytes are %s', (value, text) => expect(bytes(value)).toBe(text))

test('a part of one, or none', () =>
  expect([percent(0.97416), percent(1, 0), percent(null)]).toEqual(['97.42 %', '100 %', '-']))

test('columns of numbers stand at the right, words and versions at the left', () => {
  const rows = [
    ['layer', 'output', 'parameters', 'error'],
    ['conv1', '28x28x16', '160', '1.2e-5'],
    ['a', '10', '51,250', '-'],
  ]
  expect(table(rows)).toBe(
    [
      'layer  output    parameters   error',
      'conv1  28x28x16         160  1.2e-5',
      'a      10            51,250       -',
    ].join('\n'),
  )
})
