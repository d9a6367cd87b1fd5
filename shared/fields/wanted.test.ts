import { expect, test } from 'vitest'
import { choice, finiteNumber, flag, numberBetween, pair, wholeNumber } from '../layers/setting'
import { wantedOf } from './wanted'

const refusal = (schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } | undefined } }) =>
  schema.safeParse(Symbol('nothing wants this')).error?.issues[0]?.message ?? ''

test.each([
  ['wholeNumber', wholeNumber(1, 9), { kind: 'whole-number', least: '1', most: '9' }],
  ['numberBetween', numberBetween(0, 0.5), { kind: 'number', least: '0', most: '0.5' }],
  ['finiteNumber', finiteNumber(), { kind: 'any-number' }],
  ['flag', flag(), { kind: 'flag' }],
  ['choice', choice(['same', 'valid']), { kind: 'choice', choices: '"same", "valid"' }],
  ['pair', pair(1, 16_384), { kind: 'pair', least: '1', most: '16384' }],
])('what %s says can be said in another language', (_, schema, wanted) =>
  expect(wantedOf(refusal(schema))).toEqual(wanted),
)

test('a phrase that is not known gives nothing', () => expect(wantedOf('must be nice')).toBeUndefined())
