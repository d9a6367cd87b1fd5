import type { z } from 'zod'
import { type Field, type FieldKind, saidOf, type Variant } from './field'

/**
 * The settings of a schema of objects, in its order, as a form needs them: kind, range and default are read out of the schema itself,
 * so that nothing is written twice. What it cannot tell is shown as JSON, unless `shownAs` says what it is.
 */
export function fieldsOf(schema: z.ZodType): readonly Field[] {
  const definition = bare(schema)._zod.def as unknown as Definition
  if (definition.type !== 'object') throw new Error(`a form shows objects, not ${definition.type}`)
  return Object.entries(definition.shape as Record<string, z.ZodType>)
    .filter(([, inner]) => !isFixed(inner))
    .map(([name, inner]) => fieldOf(name, inner))
}

/** The parts of zod's own description of a schema that are read here. */
interface Definition {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly defaultValue?: unknown
  readonly shape?: unknown
  readonly options?: readonly z.ZodType[]
  readonly discriminator?: string
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly element?: z.ZodType
  readonly items?: readonly z.ZodType[]
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[]
  readonly format?: string
}
interface Check {
  readonly check: string
  readonly value?: unknown
  readonly inclusive?: boolean
  readonly format?: string
}

const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition

function fieldOf(name: string, schema: z.ZodType): Field {
  let standard: unknown
  let [isRequired, mayBeNull] = [true, false]
  let at = schema
  for (;;) {
    const { type, innerType, in: before, defaultValue } = definitionOf(at)
    if (saidOf(at)) break
    if (type === 'default' || type === 'prefault') {
      isRequired = false
      standard = type === 'prefault' ? (innerType as z.ZodType).parse(defaultValue) : defaultValue
    } else if (type === 'optional') isRequired = false
    else if (type === 'nullable') mayBeNull = true
    else if (type === 'pipe') {
      at = before as z.ZodType
      continue
    } else if (type !== 'readonly' && type !== 'lazy') break
    at = innerType as z.ZodType
  }
  return { name, type: kindOf(at), isRequired, mayBeNull, ...(standard !== undefined && { standard }) }
}

function kindOf(schema: z.ZodType): FieldKind {
  const said = saidOf(schema)
  if (said) return said
  const { type, entries, options, discriminator, element } = definitionOf(schema)
  switch (type) {
    case 'number':
      return numberKind(definitionOf(schema))
    case 'boolean':
      return { kind: 'flag' }
    case 'enum':
      return { kind: 'choice', words: Object.values(entries ?? {}) }
    case 'object':
      return { kind: 'group', fields: fieldsOf(schema) }
    case 'array':
      return listKind(bare(element as z.ZodType))
    case 'tuple':
      return { kind: 'numbers', count: definitionOf(schema).items?.length ?? 0 }
    case 'union':
      if (discriminator !== undefined)
        return { kind: 'variants', tag: discriminator, variants: (options ?? []).map(variantOf(discriminator)) }
  }
  return { kind: 'json' }
}

function listKind(element: z.ZodType): FieldKind {
  const inner = kindOf(element)
  if (inner.kind === 'choice') return { kind: 'choices', words: inner.words }
  if (inner.kind === 'number' || inner.kind === 'whole-number') return { kind: 'numbers' }
  if (inner.kind === 'duration') return { kind: 'durations' }
  return { kind: 'json' }
}

function numberKind({ checks = [], format }: Definition): FieldKind {
  const all = checks.map(({ _zod }) => _zod.def)
  const least = all.find(({ check }) => check === 'greater_than')
  const most = all.find(({ check }) => check === 'less_than')
  const isWhole = format === 'safeint' || all.some((check) => check.format === 'safeint')
  const range = {
    ...(least && { least: least.value as number }),
    ...(most && { most: most.value as number }),
  }
  if (isWhole) return { kind: 'whole-number', ...range }
  const isOpen = { least: least?.inclusive === false, most: most?.inclusive === false }
  return { kind: 'number', ...range, ...((isOpen.least || isOpen.most) && { isOpen }) }
}

const variantOf =
  (tag: string) =>
  (option: z.ZodType): Variant => {
    const shape = definitionOf(bare(option)).shape as Record<string, z.ZodType>
    const word = definitionOf(shape[tag] as z.ZodType).values?.[0]
    const fields = fieldsOf(option)
    const choosing = fields
      .filter(({ type, isRequired }) => isRequired || type.kind === 'choice')
      .map(({ name }) => name)
    const standards = (given: Readonly<Record<string, unknown>>) => {
      const chosen = choosing.filter((name) => given[name] !== undefined).map((name) => [name, given[name]])
      const parsed = option.safeParse({ [tag]: word, ...Object.fromEntries(chosen) })
      return parsed.success ? (parsed.data as Record<string, unknown>) : {}
    }
    return { word: word as string, fields, standards }
  }

/** The schema without what surrounds it: defaults, transforms. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType, in: before } = definitionOf(schema)
  const next = innerType ?? before
  return next && !saidOf(schema) ? bare(next) : schema
}

/** A tag has one value only: nothing to choose. */
const isFixed = (schema: z.ZodType): boolean => definitionOf(schema).type === 'literal'
