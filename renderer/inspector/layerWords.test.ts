import { expect, test } from 'vitest'
import type { Field, FieldKind } from '../../shared/fields/field'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinitions } from '../../shared/layers'
import { activations } from '../../shared/layers/activation/functions'
import { blockLibrary } from '../../shared/model/blocks/library'
import en from '../words/locales/en/layers.json'
import ko from '../words/locales/ko/layers.json'
import { blockFields } from './blockFields'

const words: Record<string, Record<string, unknown>>[] = [en, ko]

function missing(group: string, keys: Iterable<string>): string[] {
  return words.flatMap((language, k) =>
    [...new Set(keys)].filter((key) => !language[group]?.[key]).map((key) => `${['en', 'ko'][k]} ${group}.${key}`),
  )
}

const below = (type: FieldKind): readonly Field[] =>
  type.kind === 'group' ? type.fields : type.kind === 'variants' ? type.variants.flatMap(({ fields }) => fields) : []
const all = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...all(below(field.type))])
const fields = all([
  ...layerDefinitions.flatMap(({ schema }) => fieldsOf(schema)),
  ...blockLibrary.flatMap(({ definition }) => blockFields(definition)),
])

test('every layer has a name, an explanation and says whose convention it follows', () => {
  expect(
    missing(
      'types',
      layerDefinitions.map(({ type }) => type),
    ),
  ).toEqual([])
  for (const language of words)
    for (const { type } of layerDefinitions) {
      const { name, about, convention } = (language.types?.[type] ?? {}) as Record<string, string>
      expect(
        [name, about, convention].every((text) => text && text.trim() !== ''),
        type,
      ).toBe(true)
    }
})

test('every activation has a name and an explanation', () => {
  expect(missing('activations', Object.keys(activations))).toEqual([])
})

test('every family has a name', () => {
  expect(
    missing(
      'families',
      layerDefinitions.map(({ family }) => family),
    ),
  ).toEqual([])
})

test('every setting has a label, and every choice a word', () => {
  expect(
    missing(
      'fields',
      fields.map(({ name }) => name),
    ),
  ).toEqual([])
  const choices = fields.flatMap(({ name, type }) => {
    if (type.kind === 'variants') return type.variants.map(({ word }) => word)
    if (type.kind === 'padding') return [...type.words, 'pixels']
    // An activation's function has a name among the activations.
    return type.kind === 'choice' && name !== 'kind' ? type.words : []
  })
  expect(missing('choices', choices)).toEqual([])
})

test('every block of the library is explained', () => {
  expect(
    missing(
      'blocks',
      blockLibrary.map(({ name }) => name),
    ),
  ).toEqual([])
})

test('nothing is explained that is not there', () => {
  for (const language of words) {
    expect(
      Object.keys(language.types ?? {}).filter((type) => !layerDefinitions.some((layer) => layer.type === type)),
    ).toEqual([])
    expect(Object.keys(language.activations ?? {}).filter((kind) => !(kind in activations))).toEqual([])
  }
})
