import { z } from 'zod'

/** What a form shows for a setting. Numbers are inclusive unless `isOpen` says that the bound itself is out. */
export type FieldKind =
  | { readonly kind: 'whole-number'; readonly least?: number; readonly most?: number }
  | {
      readonly kind: 'number'
      readonly least?: number
      readonly most?: number
      readonly isOpen?: { readonly least: boolean; readonly most: boolean }
    }
  | { readonly kind: 'flag' }
  /** One of a few words. */
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  /** Any of a few words. */
  | { readonly kind: 'choices'; readonly words: readonly string[] }
  /** A whole number for both axes, or [height, width]. */
  | { readonly kind: 'pair'; readonly least: number; readonly most: number }
  /** A word, or pixels on each side. */
  | { readonly kind: 'padding'; readonly words: readonly string[] }
  /** [height, width, channels] or [values]; `mayBeLeft`: one may be -1. */
  | { readonly kind: 'shape'; readonly mayBeLeft: boolean }
  /** Numbers in a row; `count` where it is fixed. */
  | { readonly kind: 'numbers'; readonly count?: number }
  /** Rows of numbers. */
  | { readonly kind: 'matrix' }
  /** A stretch of training: `{steps}` or `{epochs}`. */
  | { readonly kind: 'duration' }
  | { readonly kind: 'durations' }
  /** Any JSON: what takes it checks it. */
  | { readonly kind: 'json' }
  /** Settings of its own. */
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  /** A choice that brings settings of its own; `tag` names the setting that tells which. */
  | { readonly kind: 'variants'; readonly tag: string; readonly variants: readonly Variant[] }

export interface Variant {
  readonly word: string
  readonly fields: readonly Field[]
  /** What its settings are where only those that choose (a convention, say) are given: defaults may follow from them. */
  standards(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}

/** One setting of a schema, as a form needs it. */
export interface Field {
  readonly name: string
  readonly type: FieldKind
  /** What the schema takes where nothing is given; absent where it takes nothing, or must be told. */
  readonly standard?: unknown
  /** Without a value the configuration is refused. */
  readonly isRequired: boolean
  /** `null` is a value of its own. */
  readonly mayBeNull: boolean
}

/** What a schema is to a form, where its own structure does not tell: a number or two of them, read as two, say. */
const kinds = z.registry<{ type: FieldKind }>()

/** Says what a form shows for a schema. */
export function shownAs<S extends z.ZodType>(schema: S, type: FieldKind): S {
  kinds.add(schema, { type })
  return schema
}

/** What was said of it, if anything. */
export const saidOf = (schema: z.ZodType): FieldKind | undefined => kinds.get(schema)?.type
