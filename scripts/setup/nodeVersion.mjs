import { SetUpProblem } from './problem.mjs'
import { remedyFor } from './remedies.mjs'

/** Electron-vite, vite and vitest begin at this one. */
export const oldestNode = '20.19.0'

/**
 * Throws for a Node that is too old. Looked at before anything that such a Node could not load.
 * @param {string} [version]
 */
export function requireNode(version = process.versions.node) {
  if (!isOlder(version, oldestNode)) return
  throw new SetUpProblem(`Node ${version} is too old, ${oldestNode} or newer is needed`, remedyFor('node'))
}

/**
 * Whether a dotted version comes before another one.
 * @param {string} version
 * @param {string} than
 */
export function isOlder(version, than) {
  const a = version.split('.').map(Number)
  const b = than.split('.').map(Number)
  const at = b.findIndex((part, i) => part !== (a[i] ?? 0))
  return at >= 0 && (a[at] ?? 0) < /** @type {number} */ (b[at])
}
