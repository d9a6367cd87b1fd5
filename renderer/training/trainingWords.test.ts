import { expect, test } from 'vitest'
import type { Field, FieldKind } from '../../shared/fields/field'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { Preprocessing } from '../../shared/records/preprocessing'
import { TrainingConfiguration } from '../../shared/training/configuration'
import en from '../words/locales/en/training.json'
import ko from '../words/locales/ko/training.json'

const below = (type: FieldKind): readonly Field[] =>
  type.kind === 'group' ? type.fields : type.kind === 'variants' ? type.variants.flatMap(({ fields }) => fields) : []
const all = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...all(below(field.type))])
const fields = [...all(fieldsOf(TrainingConfiguration)), ...all(fieldsOf(Preprocessing))]

const choices = fields.flatMap(({ type }) => {
  if (type.kind === 'choice' || type.kind === 'choices') return type.words
  if (type.kind === 'variants') return type.variants.map(({ word }) => word)
  return type.kind === 'duration' || type.kind === 'durations' ? ['epochs', 'steps'] : []
})

test.each([
  ['en', en],
  ['ko', ko],
])('%s: every training setting has a label, every choice a word', (_, words: Record<string, unknown>) => {
  const { fields: labels, choices: said } = words as Record<string, Record<string, string>>
  expect([...new Set(fields.map(({ name }) => name))].filter((name) => !labels?.[name])).toEqual([])
  expect([...new Set(choices)].filter((word) => !said?.[word.replace('.', '-')])).toEqual([])
})
