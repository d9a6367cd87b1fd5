import { Problem, type ProblemDetails } from './problem'

/** Anything that was thrown, for people: what is not a Problem is a bug of ours. */
export const problemOf = (error: unknown): ProblemDetails =>
  error instanceof Problem
    ? error.details
    : { code: 'bug', message: `a fault in Layerloom itself: ${error instanceof Error ? error.message : String(error)}` }
