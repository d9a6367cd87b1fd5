import { useCallback, useState } from 'react'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'

export interface Action<Words extends unknown[]> {
  readonly isBusy: boolean
  /** Of the last time. */
  readonly problem: ProblemDetails | undefined
  run(...words: Words): void
}

/** Something that a person asks of the studio: busy while it is under way, and what went wrong. Keep `act` with `useCallback`. */
export function useAction<Words extends unknown[]>(act: (...words: Words) => Promise<unknown>): Action<Words> {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const run = useCallback(
    (...words: Words) => {
      setBusy(true)
      setProblem(undefined)
      act(...words)
        .catch((error: unknown) => setProblem(problemOf(error)))
        .finally(() => setBusy(false))
    },
    [act],
  )
  return { isBusy, problem, run }
}
