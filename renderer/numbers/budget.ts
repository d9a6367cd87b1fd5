/** Where the budget bar turns red: before memory does. */
export const warnAt = 0.9

export interface Budget {
  /** How full, from 0; above 1 it does not fit. */
  readonly part: number
  readonly state: 'fits' | 'near' | 'over'
}

/** How a need stands to its limit, both in bytes; `undefined` where one of them is not known. */
export function budgetOf(needed: number | undefined, limit: number | null | undefined): Budget | undefined {
  if (needed === undefined || limit === null || limit === undefined || limit <= 0) return undefined
  const part = needed / limit
  return { part, state: part > 1 ? 'over' : part > warnAt ? 'near' : 'fits' }
}
