import { z } from 'zod'
import { wantedOf } from '../../fields/wanted'
import { nearest } from '../../nearest'
import type { ProblemDetails } from '../../problem'
import type { Values } from './expression'

const described = { title: z.string().max(200).optional() }

/** What a block may be told, with what it is when it is not told. Without a default it must be. */
export const BlockParameter = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('whole-number'),
    least: z.int().default(0),
    most: z.int().default(1_048_576),
    default: z.int().optional(),
    ...described,
  }),
  z.strictObject({
    kind: z.literal('number'),
    least: z.number().optional(),
    most: z.number().optional(),
    default: z.number().optional(),
    ...described,
  }),
  z.strictObject({ kind: z.literal('flag'), default: z.boolean().optional(), ...described }),
  z.strictObject({
    kind: z.literal('choice'),
    of: z.array(z.string()).min(1),
    default: z.string().optional(),
    ...described,
  }),
  /** Any JSON value: an initializer, say; the layer that takes it checks it. */
  z.strictObject({ kind: z.literal('value'), default: z.unknown().optional(), ...described }),
])
export type BlockParameter = z.infer<typeof BlockParameter>

/** What is wrong with a value, to follow the parameter's name; `undefined` if nothing is. */
function fault(parameter: BlockParameter, value: unknown): string | undefined {
  switch (parameter.kind) {
    case 'whole-number': {
      const { least, most } = parameter
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      return fits ? undefined : `must be a whole number from ${least} to ${most}`
    }
    case 'number': {
      const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = parameter
      const fits = typeof value === 'number' && value >= least && value <= most
      return fits ? undefined : `must be a number${Number.isFinite(least + most) ? ` from ${least} to ${most}` : ''}`
    }
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'choice':
      return parameter.of.includes(value as string)
        ? undefined
        : `must be one of ${parameter.of.map((word) => `"${word}"`).join(', ')}`
    case 'value':
      return undefined
  }
}

export interface ReadValues {
  readonly values: Values
  /** `place` is the parameter's name. */
  readonly problems: readonly ProblemDetails[]
}

/** The values of a block's parameters from what it was told, and what is wrong with that. */
export function readValues(
  parameters: Readonly<Record<string, BlockParameter>>,
  told: Readonly<Record<string, unknown>>,
): ReadValues {
  const problems: ProblemDetails[] = []
  for (const name of Object.keys(told)) {
    if (Object.hasOwn(parameters, name)) continue
    const near = nearest(name, Object.keys(parameters))
    const known = Object.keys(parameters).join(', ')
    problems.push({
      code: 'unknown-setting',
      message: `the block has no parameter "${name}"`,
      remedy: near
        ? `did you mean "${near}"?`
        : known === ''
          ? 'it has none: remove it'
          : `its parameters are ${known}`,
      place: name,
      values: { kind: near ? 'near' : 'far', setting: name, ...(near !== undefined && { near }) },
    })
  }
  const values = new Map<string, unknown>()
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(told, name) ? told[name] : parameter.default
    if (value === undefined && parameter.kind !== 'value') {
      problems.push({
        code: 'missing-setting',
        message: `${name} is missing`,
        remedy: 'give it a value',
        place: name,
        values: { kind: 'plain', setting: name },
      })
      continue
    }
    const wrong = fault(parameter, value)
    if (wrong)
      problems.push({
        code: 'wrong-setting',
        message: `${name} ${wrong}, not ${JSON.stringify(value)}`,
        place: name,
        values: { setting: name, value: JSON.stringify(value) ?? '', ...wantedOf(wrong) },
      })
    values.set(name, value)
  }
  return { values, problems }
}
