import { expect, test } from 'vitest'
import { budgetOf } from './budget'

test.each([
  [100, 1000, 'fits'],
  [900, 1000, 'fits'],
  [901, 1000, 'near'],
  [1000, 1000, 'near'],
  [1001, 1000, 'over'],
] as const)('%i of %i: %s', (needed, limit, state) => expect(budgetOf(needed, limit)?.state).toBe(state))

test.each([
  [undefined, 1],
  [1, null],
  [1, undefined],
  [1, 0],
])('%s of %s is not known', (needed, limit) => expect(budgetOf(needed, limit)).toBeUndefined())
