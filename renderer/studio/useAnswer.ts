import { useEffect, useState } from 'react'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'

/** The answer to one question, asked when the view appears and when `ask` is another function: keep it with `useCallback`. */
export function useAnswer<T>(ask: () => Promise<T>): { answer: T | undefined; problem: ProblemDetails | undefined } {
  const [told, setTold] = useState<{ answer: T | undefined; problem: ProblemDetails | undefined }>({
    answer: undefined,
    problem: undefined,
  })
  useEffect(() => {
    let isWanted = true
    setTold({ answer: undefined, problem: undefined })
    ask().then(
      (answer) => isWanted && setTold({ answer, problem: undefined }),
      (error: unknown) => isWanted && setTold({ answer: undefined, problem: problemOf(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [ask])
  return told
}
