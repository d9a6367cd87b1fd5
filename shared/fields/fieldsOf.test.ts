import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { layerDefinitions } from '../layers'
import { Preprocessing } from '../records/preprocessing'
import { TrainingConfiguration } from '../training/configuration'
import type { Field, FieldKind } from './field'
import { fieldsOf } from './fieldsOf'

const named = (fields: readonly Field[], name: string): Field => {
  const found = fields.find((field) => field.name === name)
  if (!found) throw new Error(`no field ${name} among ${fields.map((field) => field.name)}`)
  return found
}
const conv = fieldsOf(layerDefinitions.find(({ type }) => type === 'conv2d')?.schema as z.ZodType)

test('a whole number keeps its range, and one without a default is required', () => {
  expect(named(conv, 'filters')).toEqual({
    name: 'filters',
    type: { kind: 'whole-number', least: 1, most: 1_048_576 },
    isRequired: true,
    mayBeNull: false,
  })
})

test('what is said of a schema goes in front of its structure', () => {
  expect(named(conv, 'stride')).toMatchObject({ type: { kind: 'pair', least: 1 }, standard: [1, 1], isRequired: false })
  expect(named(conv, 'padding')).toMatchObject({
    type: { kind: 'padding', words: ['same', 'valid'] },
    standard: 'same',
  })
})

test('an initializer is a choice that brings its own settings', () => {
  const { type, standard } = named(conv, 'kernelInitializer')
  expect(standard).toEqual({ name: 'he', distribution: 'truncated-normal' })
  if (type.kind !== 'variants') throw new Error(`it is ${type.kind}`)
  expect(type.variants.map(({ word }) => word)).toContain('orthogonal')
  const he = type.variants.find(({ word }) => word === 'he')
  expect(he?.fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['distribution', true],
    ['fan', false],
  ])
})

test('defaults that follow from a choice are found', () => {
  const { type } = named(fieldsOf(TrainingConfiguration), 'optimizer')
  if (type.kind !== 'variants') throw new Error(`it is ${type.kind}`)
  const adam = type.variants.find(({ word }) => word === 'adam')
  expect(adam?.standards({ beta1: 0.5 })).toMatchObject({ convention: 'keras', epsilon: 1e-7, beta1: 0.9 })
  expect(adam?.standards({ convention: 'pytorch' })).toMatchObject({ epsilon: 1e-8 })
})

test('open ends, null and prefaults are seen', () => {
  const schema = z.strictObject({
    part: z.number().gt(0).lt(1).nullable().default(0.5),
    inner: z.strictObject({ a: z.int().default(3) }).prefault({}),
    maybe: z.boolean().optional(),
  })
  expect(fieldsOf(schema)).toEqual([
    {
      name: 'part',
      type: { kind: 'number', least: 0, most: 1, isOpen: { least: true, most: true } },
      standard: 0.5,
      isRequired: false,
      mayBeNull: true,
    },
    {
      name: 'inner',
      type: {
        kind: 'group',
        fields: [{ name: 'a', type: { kind: 'whole-number' }, standard: 3, isRequired: false, mayBeNull: false }],
      },
      standard: { a: 3 },
      isRequired: false,
      mayBeNull: false,
    },
    { name: 'maybe', type: { kind: 'flag' }, isRequired: false, mayBeNull: false },
  ])
})

/** Every field, those of variants and groups too. */
function all(fields: readonly Field[]): Field[] {
  const inner = (type: FieldKind): readonly Field[] =>
    type.kind === 'group'
      ? type.fields
      : type.kind === 'variants'
        ? type.variants.flatMap((variant) => variant.fields)
        : []
  return fields.flatMap((field) => [field, ...all(inner(field.type))])
}

describe('every schema that has a form can be shown', () => {
  test.each(layerDefinitions.map(({ type, schema }) => [type, schema] as const))('%s', (_, schema) => {
    for (const { standard, isRequired, type } of all(fieldsOf(schema))) {
      expect(isRequired && standard !== undefined).toBe(false)
      expect(type.kind).not.toBe('json')
    }
  })

  test('the training configuration, with optimizers, curves and losses', () => {
    const names = new Set(all(fieldsOf(TrainingConfiguration)).map(({ name }) => name))
    for (const name of ['batchSize', 'amsgrad', 'warmUp', 'divideEnd', 'labelSmoothing', 'decayExcludes', 'patience'])
      expect(names).toContain(name)
  })

  test('preprocessing', () => {
    expect(fieldsOf(Preprocessing).map(({ name }) => name)).toEqual(['normalization', 'resize', 'background'])
  })
})
