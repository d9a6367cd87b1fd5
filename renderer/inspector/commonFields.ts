import type { Field } from '../../shared/fields/field'
import { mixed } from '../form/formWords'

/** A layer of several that are edited together: its settings, and what is written of them. */
export interface Edited {
  readonly fields: readonly Field[]
  readonly config: Readonly<Record<string, unknown>>
}

/** The settings that all layers have, of the same kind and range, in the order of the first. */
export function commonFields([first, ...others]: readonly Edited[]): readonly Field[] {
  if (!first) return []
  return first.fields.filter((field) =>
    others.every(({ fields }) => {
      const same = fields.find(({ name }) => name === field.name)
      return same !== undefined && JSON.stringify(same.type) === JSON.stringify(field.type)
    }),
  )
}

/** What is written of common settings: `mixed` where layers differ, nothing where none says anything. */
export function commonValues(fields: readonly Field[], layers: readonly Edited[]): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const { name } of fields) {
    const given = layers.map(({ config }) => config[name])
    const isOne = given.every((value) => JSON.stringify(value) === JSON.stringify(given[0]))
    const value = isOne ? given[0] : mixed
    if (value !== undefined) values[name] = value
  }
  return values
}
