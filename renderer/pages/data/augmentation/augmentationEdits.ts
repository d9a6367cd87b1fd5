import { definitionOf, Operation, operationDefinitions } from '../../../../shared/training/augmentation'
import { type Augmentation, resolveAugmentation } from '../../../../shared/training/augmentation/augmentation'
import type { PictureSize } from '../../../../shared/training/augmentation/operation'

export const policyNames = ['none', 'light', 'medium', 'strong', 'rand-augment', 'trivial-augment'] as const
export type PolicyName = (typeof policyNames)[number]

/** Which list with a name an augmentation is; `undefined`: one of the person's own. */
export function policyOf(augmentation: Augmentation): PolicyName | undefined {
  const [only, ...others] = augmentation
  if (!only) return 'none'
  const name = policyNames.find((each) => each === only.type)
  return others.length === 0 ? name : undefined
}

export function ofPolicy(name: PolicyName): Augmentation {
  switch (name) {
    case 'none':
      return []
    case 'rand-augment':
    case 'trivial-augment':
      return [Operation.parse({ type: name })]
    default:
      return [{ type: name }]
  }
}

/** Operations as they are one by one: a policy is opened when one of its numbers changes. */
export const opened = (augmentation: Augmentation, size: PictureSize): Operation[] =>
  resolveAugmentation(augmentation, size)

/** With another number at one place. A number that must not be greater than another takes that along. */
export function withStrength(operations: readonly Operation[], at: number, name: string, value: number): Operation[] {
  return operations.map((operation, k) => {
    if (k !== at) return operation
    const changed = { ...operation, [name]: value } as Operation & Record<string, number>
    for (const [least, most] of orders) {
      const [low, high] = [changed[least], changed[most]]
      if (low === undefined || high === undefined || low <= high) continue
      if (name === least) changed[most] = low
      else changed[least] = high
    }
    return Operation.parse(changed)
  })
}

const orders = [
  ['least', 'most'],
  ['smallest', 'largest'],
  ['narrowest', 'widest'],
] as const

/** One more, with its own defaults. */
export const withOperation = (operations: readonly Operation[], type: Operation['type']): Operation[] => [
  ...operations,
  Operation.parse({ type }),
]

export const without = (operations: readonly Operation[], at: number): Operation[] =>
  operations.filter((_, k) => k !== at)

export function moved(operations: readonly Operation[], at: number, by: -1 | 1): Operation[] {
  const to = at + by
  if (to < 0 || to >= operations.length) return [...operations]
  const all = [...operations]
  const [one] = all.splice(at, 1)
  all.splice(to, 0, one as Operation)
  return all
}

/** Types that are not in the list yet. */
export const addable = (operations: readonly Operation[]): Operation['type'][] =>
  operationDefinitions
    .map(({ type }) => type as Operation['type'])
    .filter((type) => !operations.some((operation) => operation.type === type))

/** The number that a row shows: how strong it is, or else how often. */
export function mainStrength(operation: Operation): string {
  const names = Object.keys(definitionOf(operation).strengths).filter((name) => name !== 'probability')
  return names.find((name) => name === 'most' || name === 'largest') ?? names[0] ?? 'probability'
}

/**
 * What the training graph is compiled for, and the numbers that are fed to it: moving a slider compiles nothing. `structure` has the numbers with which
 * it was first seen.
 */
export function fed(operations: readonly Operation[]): {
  readonly key: string
  readonly knobs: Record<string, number>
} {
  const knobs: Record<string, number> = {}
  const settings = operations.map((operation) => {
    const { strengths } = definitionOf(operation)
    const rest: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(operation))
      if (name in strengths) knobs[`augmentation/${operation.type}/${name}`] = value as number
      else rest[name] = value
    return rest
  })
  return { key: JSON.stringify(settings), knobs }
}
