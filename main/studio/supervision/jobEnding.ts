import type { JobResult } from '../../../shared/contract/jobs'
import type { ProblemDetails } from '../../../shared/problem'
import type { ProcessExit } from './jobCarrier'

/**
 * Why a process was lost.
 *
 *   launch-failed   it never came up
 *   oom             the system or V8 ended it for want of memory
 *   killed          somebody else ended it by a signal that a process cannot send itself by mistake
 *   crashed         a native fault, an abort, or an exit without a last word
 *   stopped         we ended it after it did not answer in time, or were asked to at once
 */
export type LossReason = 'launch-failed' | 'oom' | 'killed' | 'crashed' | 'stopped'

export type JobEnding =
  | { readonly kind: 'finished'; readonly result: JobResult }
  | {
      readonly kind: 'failed'
      readonly problem: ProblemDetails
      readonly stack: string | undefined
      readonly step: number | undefined
    }
  | {
      readonly kind: 'lost'
      readonly reason: LossReason
      readonly exit: ProcessExit
      /** The last lines that it wrote to stderr, without TensorFlow's noise. */
      readonly lastWords: readonly string[]
    }

export interface Observed {
  readonly exit: ProcessExit
  readonly lastWords: readonly string[]
  /** It said `ready`. */
  readonly wasUp: boolean
  readonly stoppedByUs: boolean
  /** The kernel ended some process for want of memory while this one lived. */
  readonly memoryKill: boolean
}

/** What V8 and C++ say before they abort for want of memory. */
const outOfMemory = /JavaScript heap out of memory|Allocation failed|std::bad_alloc|Cannot allocate memory/

export function lossReason({ exit, lastWords, wasUp, stoppedByUs, memoryKill }: Observed): LossReason {
  if (stoppedByUs) return 'stopped'
  if (exit.signal === 'SIGKILL' && memoryKill) return 'oom'
  if (lastWords.some((line) => outOfMemory.test(line))) return 'oom'
  if (exit.signal !== undefined && endings.has(exit.signal)) return 'killed'
  return wasUp ? 'crashed' : 'launch-failed'
}

const endings: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])

/** The loss in words. `safeStep`: of the newest checkpoint, if there is one. */
export function lossProblem(
  ending: Extract<JobEnding, { kind: 'lost' }>,
  safeStep: number | undefined,
): ProblemDetails {
  const { exit, lastWords, reason } = ending
  const how = exit.signal ? `signal ${exit.signal}` : `exit status ${exit.code ?? 'unknown'}`
  const said = lastWords.length > 0 ? `, its last words: ${lastWords.slice(-3).join(' | ')}` : ''
  const safe = safeStep === undefined ? '' : `; step ${safeStep} is safe`
  const code = `job-${reason}`
  switch (reason) {
    case 'launch-failed':
      return {
        code,
        message: `the job process did not start (${how}${said})`,
        remedy: 'run "doctor", it says what the engine lacks',
      }
    case 'oom':
      return {
        code,
        message: `the job process ran out of memory (${how})`,
        remedy: `use a smaller batch size or close other programs, then resume${safe}`,
      }
    case 'killed':
      return {
        code,
        message: `the job process was ended from outside (${how})`,
        remedy: `resume when you are ready${safe}`,
      }
    case 'stopped':
      return { code, message: `the job process was ended at once (${how})`, remedy: `resume when you are ready${safe}` }
    case 'crashed':
      return {
        code,
        message: `the job process crashed (${how}${said})`,
        remedy: `resume${safe}; "doctor" tests the engine`,
      }
  }
}
