import { describe, expect, test } from 'vitest'
import { JsonError, parseJson } from './json'

const valid: string[] = [
  '{}',
  '[]',
  ' \t\r\n[ 1 , 2 ] \n',
  '"\\u00e9\\n\\"\\\\\\/ \u{1f600}"',
  '"\\ud83d"',
  '-0',
  '1e400',
  '0.1e-7',
  '123456789012345678901234567890',
  'true',
  'null',
  '{"b":[{"a":{}}],"a":[[],[[]]],"":0,"1":2}',
]
test.each(valid)('reads as JSON.parse does: %s', (text) => expect(parseJson(text)).toEqual(JSON.parse(text)))

const invalid: [text: string, message: string][] = [
  ['', 'the end where a value should stand in line 1, column 1'],
  ['{\n  "a": 1,\n}', '"}" where a key should stand in line 3, column 1'],
  ['{"a" 1}', '"1" where ":" should stand in line 1, column 6'],
  ['{"a":1 "b":2}', '"\\"" where "," or "}" should stand in line 1, column 8'],
  ['[1,]', '"]" where a value should stand in line 1, column 4'],
  ['[1', 'the end where "," or "]" should stand in line 1, column 3'],
  ['[01]', '"0" where a value should stand in line 1, column 2'],
  ['[1.]', '"1" where a value should stand in line 1, column 2'],
  ['[+1]', '"+" where a value should stand in line 1, column 2'],
  ['[NaN]', '"N" where a value should stand in line 1, column 2'],
  ['[truer]', '"t" where a value should stand in line 1, column 2'],
  ["{'a':1}", '"\'" where a key should stand in line 1, column 2'],
  ['"abc', 'a string that is not closed in line 1, column 1'],
  ['"ab\\', 'a string that is not closed in line 1, column 1'],
  ['"a\nb"', 'a control character in a string in line 1, column 3'],
  ['"\\x41"', 'a string with an escape that JSON does not have in line 1, column 1'],
  ['{} {}', '"{" behind the end in line 1, column 4'],
  ['{"a":1,\n "b":{"c":1, "c":2}}', 'key "c" stands twice in line 2, column 14'],
  ['{"\\u0061":1,"a":2}', 'key "a" stands twice in line 1, column 13'],
]
test.each(invalid)('says where it is wrong: %j', (text, message) => {
  expect(() => parseJson(text)).toThrow(
    new JsonError(message.slice(0, message.lastIndexOf(' in line')), ...place(message)),
  )
})

const place = (message: string): [number, number] => {
  const [, line, column] = /line (\d+), column (\d+)$/.exec(message) as unknown as [string, string, string]
  return [Number(line), Number(column)]
}

describe('does what JSON.parse does not', () => {
  test('100,000 brackets are refused, not a stack overflow', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow('nested deeper than 200')
    expect(parseJson(`${'['.repeat(200)}${']'.repeat(200)}`)).toHaveLength(1)
  })

  test('__proto__ is a key like others', () => {
    const read = parseJson('{"__proto__":{"polluted":1}}') as Record<string, unknown>
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect(Object.keys(read)).toEqual(['__proto__'])
    expect('polluted' in {}).toBe(false)
  })

  test('objects are made by the caller, in the order of the text', () => {
    const read = parseJson('{"b":1,"2":2,"1":3}', { object: (entries) => new Map(entries) })
    expect([...(read as Map<string, number>)]).toEqual([
      ['b', 1],
      ['2', 2],
      ['1', 3],
    ])
  })
})

test('agrees with JSON.parse on 2,000 damaged texts', () => {
  const text = JSON.stringify(
    { a: [1, -2.5e-3, 'x\n"\u{1f600}'], b: { c: null, d: [true, false] }, e: '' },
    undefined,
    1,
  )
  const marks = '{}[]",:0-1e.tn\\u \n'
  let state = 1
  const random = (limit: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  let good = 0
  for (let n = 0; n < 2000; n++) {
    const at = random(text.length)
    const damaged = text.slice(0, at) + marks[random(marks.length)] + text.slice(at + random(3))
    const theirs = attempt(() => JSON.parse(damaged))
    const ours = attempt(() => parseJson(damaged))
    expect({ damaged, ...ours }).toEqual({ damaged, ...theirs })
    if (theirs.good) good++
  }
  expect(good).toBeGreaterThan(100)
})

function attempt(read: () => unknown): { good: boolean; value?: unknown } {
  try {
    return { good: true, value: read() }
  } catch (error) {
    if (error instanceof JsonError || error instanceof SyntaxError) return { good: false }
    throw error
  }
}
