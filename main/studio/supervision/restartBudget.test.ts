import { expect, test } from 'vitest'
import { defaultRestartBudget, mayRestart } from './restartBudget'

const minute = 60_000

test.each([
  ['the first', [], 0, true],
  ['the third', [0, minute], 2 * minute, true],
  ['a fourth within five minutes', [0, minute, 2 * minute], 4 * minute, false],
  ['a fourth when the first is five minutes ago', [0, minute, 2 * minute], 5 * minute, true],
])('%s restart', (_, earlier, now, allowed) => expect(mayRestart(defaultRestartBudget, earlier, now)).toBe(allowed))
