import type { Disk } from '../disk'
import { type DiskPoint, observedDisk } from './observedDisk'

export interface Failure {
  /** Which changing call fails, from 1. */
  readonly at: number
  /** How many in a row fail, from there on; 1 by default. */
  readonly times?: number | undefined
  readonly code: 'ENOSPC' | 'EIO' | 'EPERM'
}

/**
 * A disk whose n-th changing call fails (SQLite's way of testing: the 1st, the 2nd ... until none is left). A write that fails has
 * written half of its bytes. On a full disk only what takes room fails: creating, writing, and the sync that finds the room for it.
 */
export function failingDisk(
  disk: Disk,
  { at, times = 1, code }: Failure,
): Disk & { readonly calls: number; readonly failed: boolean } {
  let calls = 0
  let failed = false
  const takesRoom = (operation: DiskPoint['operation']) => ['create', 'append', 'make', 'sync'].includes(operation)
  const observed = observedDisk(disk, ({ when, operation, path }) => {
    if (when === 'after' || (when === 'before') === (operation === 'append')) return
    if (code === 'ENOSPC' && !takesRoom(operation)) return
    calls++
    if (calls < at || calls >= at + times) return
    failed = true
    throw Object.assign(new Error(`${code}: made to fail, ${operation} '${path}'`), { code })
  })
  return Object.defineProperties(observed as Disk & { calls: number; failed: boolean }, {
    calls: { get: () => calls },
    failed: { get: () => failed },
  })
}
