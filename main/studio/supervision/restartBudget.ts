/** At most `limit` restarts within any `windowMs`: a job that crashes again and again is not started for ever. */
export interface RestartBudget {
  readonly limit: number
  readonly windowMs: number
}
export const defaultRestartBudget: RestartBudget = { limit: 3, windowMs: 5 * 60_000 }

/** Whether one more restart at `now` stays within the budget; `earlier` are the times of those before, in milliseconds. */
export const mayRestart = ({ limit, windowMs }: RestartBudget, earlier: readonly number[], now: number): boolean =>
  earlier.filter((time) => now - time < windowMs).length < limit
