import type { Field, FieldKind } from '../../shared/fields/field'

/** What a group of settings starts with when somebody switches it on: a value for each that must have one. */
export const startOf = (fields: readonly Field[]): Record<string, unknown> =>
  Object.fromEntries(fields.filter(({ isRequired }) => isRequired).map(({ name, type }) => [name, startValue(type)]))

function startValue(type: FieldKind): unknown {
  switch (type.kind) {
    case 'whole-number':
      return Math.max(1, type.least ?? 1)
    case 'number':
      // Within the range, and not on an end that is out of it: 0.1 is a factor, a limit, a gain.
      return type.least !== undefined && type.least > 0.1 ? type.least : Math.min(0.1, type.most ?? 0.1)
    case 'flag':
      return false
    case 'choice':
      return type.words[0]
    case 'pair':
      return type.least
    case 'padding':
      return type.words[0] ?? 0
    case 'shape':
      return [1]
    case 'numbers':
      return Array<number>(type.count ?? 1).fill(1)
    case 'matrix':
      return [[1]]
    case 'duration':
      return { epochs: 1 }
    case 'durations':
      return [{ epochs: 1 }]
    case 'choices':
      return []
    case 'json':
      return null
    case 'group':
      return startOf(type.fields)
    case 'variants': {
      const [first] = type.variants
      return first && { [type.tag]: first.word, ...startOf(first.fields) }
    }
  }
}
