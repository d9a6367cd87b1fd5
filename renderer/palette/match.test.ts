import { expect, test } from 'vitest'
import { match } from './match'

const lit = (query: string, text: string) => match(query, text).ranges.map(([from, to]) => text.slice(from, to))

test.each([
  ['norm', 'Batch norm', ['norm']],
  ['NORM', 'Normalize pictures', ['Norm']],
  ['norm batch', 'Batch norm', ['Batch', 'norm']],
  ['mxp', 'Max pool', ['M', 'x', 'p']],
  ['ㅎㅅㄱ', '합성곱 계층', ['합성곱']],
  ['정규', '배치 정규화', ['정규']],
  ['pool', 'Conv', []],
  ['zz', 'Fizz buzz', ['zz']],
  ['vn', 'Convolution', []],
])('%s in %s lights %j', (query, text, expected) => expect(lit(query, text)).toEqual(expected))

test('the beginning counts most, then the beginning of a word, then the middle, then letters', () => {
  const scores = ['conv', 'conv transposed', 'separable conv', 'deconv', 'c o n v'].map(
    (text) => match('conv', text).score,
  )
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(new Set(scores).size).toBe(5)
  expect(scores.at(-1)).toBeGreaterThan(0)
})

test('places stay right where a small letter is longer than its capital', () =>
  expect(lit('stanbul', 'İstanbul')).toEqual(['stanbul']))

test('nothing asked: everything fits', () => expect(match('  ', 'any')).toEqual({ score: 1, ranges: [] }))
