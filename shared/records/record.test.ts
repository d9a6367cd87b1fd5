import { expect, test } from 'vitest'
import { z } from 'zod'
import { Problem, type ProblemDetails } from '../problem'
import { defineRecord, formatRecord, type Migration, parseRecord, parseRow } from './record'

const called: number[] = []
const migrations: Migration[] = [
  ({ colour, ...rest }) => {
    called.push(1)
    return { ...rest, hue: colour }
  },
  (old) => {
    called.push(2)
    return { ...old, sizes: [old.size], size: undefined }
  },
]
const schema = z.strictObject({
  format: z.literal('test-paint'),
  version: z.literal(3),
  hue: z.string(),
  size: z.undefined().optional(),
  sizes: z.array(z.number().positive()).min(1),
})
type Paint = z.infer<typeof schema>
const paint = defineRecord<Paint>({ format: 'test-paint', file: 'paint.json', version: 3, schema, migrations })

function problemOf(act: () => unknown): ProblemDetails {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
  throw new Error('nothing was thrown')
}
const read = (value: object) => parseRecord(paint, JSON.stringify(value), 'here/paint.json')

test('an old record is brought up to date step by step, a newer one is left at its own step', () => {
  const now = { format: 'test-paint', version: 3, hue: 'red', sizes: [2] }
  expect(read({ format: 'test-paint', version: 1, colour: 'red', size: 2 })).toEqual(now)
  expect(called).toEqual([1, 2])
  called.length = 0
  expect(read({ format: 'test-paint', version: 2, hue: 'red', size: 2 })).toEqual(now)
  expect(called).toEqual([2])
  expect(read(now)).toEqual(now)
  expect(called).toEqual([2])
})

test('what is written is read', () => {
  const record: Paint = { format: 'test-paint', version: 3, hue: 'é "x"', sizes: [0.1 + 0.2, 1e-300] }
  const text = formatRecord(paint, record)
  expect(text.endsWith('}\n')).toBe(true)
  expect(parseRecord(paint, text, 'x')).toEqual(record)
  expect(() => formatRecord(paint, { ...record, sizes: [] })).toThrow()
})

test('a definition without all of its migrations is a bug', () => {
  expect(() => defineRecord<Paint>({ ...paint, migrations: migrations.slice(1) })).toThrow(
    'paint.json is at version 3 and has 1 migrations, not 2',
  )
})

const refused: [what: string, text: string, details: ProblemDetails][] = [
  [
    'a newer version',
    '{"format":"test-paint","version":4,"anything":1}',
    {
      code: 'record-newer',
      message: 'paint.json is version 4, this Layerloom reads up to 3',
      remedy: 'update Layerloom',
      place: 'here/paint.json',
    },
  ],
  [
    'broken JSON',
    '{\n  "format": "test-paint"\n  "version": 3\n}',
    {
      code: 'record-not-json',
      message: 'paint.json is not JSON: "\\"" where "," or "}" should stand in line 3, column 3',
      remedy: 'mend that place, or restore the file',
      place: 'here/paint.json:3:3',
    },
  ],
  [
    'another format',
    '{"format":"test-glue","version":1}',
    {
      code: 'record-other-format',
      message: 'paint.json does not say "format": "test-paint"',
      remedy: 'name a paint.json that Layerloom wrote',
      place: 'here/paint.json',
    },
  ],
  [
    'no version',
    '{"format":"test-paint"}',
    {
      code: 'record-invalid',
      message: 'paint.json has no version (a whole number from 1 on)',
      remedy: 'write "version": 3 if it was made for this Layerloom',
      place: 'here/paint.json, /version',
    },
  ],
  [
    'a wrong value deep inside',
    '{"format":"test-paint","version":3,"hue":"red","sizes":[1,-1]}',
    {
      code: 'record-invalid',
      message: 'paint.json is not as it should be: Too small: expected number to be >0',
      remedy: 'mend that place',
      place: 'here/paint.json, /sizes/1',
    },
  ],
  [
    'an unknown key',
    '{"format":"test-paint","version":3,"hue":"red","sizes":[1],"hew":"x"}',
    {
      code: 'record-invalid',
      message: 'paint.json is not as it should be: Unrecognized key: "hew"',
      remedy: 'mend that place',
      place: 'here/paint.json, /',
    },
  ],
]
test.each(refused)('refused by name: %s', (_, text, details) => {
  expect(problemOf(() => parseRecord(paint, text, 'here/paint.json'))).toEqual(details)
})

test('a row is checked like a record', () => {
  const row = z.strictObject({ loss: z.number() })
  expect(parseRow(row, '{"loss":0.5}', 'metrics.jsonl', 'x')).toEqual({ loss: 0.5 })
  expect(problemOf(() => parseRow(row, '{"loss":"0.5"}', 'metrics.jsonl', 'x'))).toMatchObject({ place: 'x, /loss' })
})
