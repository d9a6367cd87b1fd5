import type { JobCommand, JobEvent } from '../../shared/contract/jobs'

/** What a task may use of the process it runs in. */
export interface JobContext {
  post(event: JobEvent): void
  /** Commands after `start`, in order; those that came before the listener too. */
  onCommand(listener: (command: JobCommand) => void): void
  /** The studio is gone; called at once if it already is. */
  onGone(listener: () => void): void
}
