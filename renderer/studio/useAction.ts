import { useCallback, useState } from 'react'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'

export interface Action<Words extends unknown[]> {
  readonly isBusy: boolean
  /** Of the last time. */
  readonly problem: ProblemDetails | undefined
  /** Whether it went well; it never fails. */
  run(...words: Words): Promise<boolean>
}

/** Something that a person asks of the studio: busy while it is under way, and what went wrong. Keep `act` with `useCallback`. */
export function useAction<Words extends unknown[]>(act: (...words: Words) => Promise<unknown>): Action<Words> {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const run = useCallback(
    async (...words: Words) => {
      setBusy(true)
      setProblem(undefined)
      try {
        await act(...words)
        return true
      } catch (error) {
        setProblem(problemOf(error))
        return false
      } finally {
        setBusy(false)
      }
    },
    [act],
  )
  return { isBusy, problem, run }
}
