import type { RunState } from '../../shared/contract/studio/runs'

/** A process has it, or it waits for one. */
export const isBusy = (state: RunState): boolean => busy.has(state)
/** Its process takes knobs, pauses and snapshots. */
export const isSteered = (state: RunState): boolean => state === 'training' || state === 'paused'
export const canStop = (state: RunState): boolean => stoppable.has(state)

const busy: ReadonlySet<RunState> = new Set(['queued', 'starting', 'training', 'paused', 'stopping', 'elsewhere'])
const stoppable: ReadonlySet<RunState> = new Set(['queued', 'starting', 'training', 'paused'])
