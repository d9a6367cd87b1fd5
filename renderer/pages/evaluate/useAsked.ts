import { useEffect, useState } from 'react'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'

export interface Asked<T> {
  /** The last one that came: it stands until the next is there. */
  readonly answer: T | undefined
  readonly problem: ProblemDetails | undefined
  readonly isWorking: boolean
}

/** A question that is asked anew whenever `key` changes; `undefined` asks nothing. The answer to an older one is never shown. */
export function useAsked<T>(key: string | undefined, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [told, setTold] = useState<Asked<T>>({ answer: undefined, problem: undefined, isWorking: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the question depends on
  useEffect(() => {
    if (key === undefined) {
      setTold({ answer: undefined, problem: undefined, isWorking: false })
      return
    }
    const abort = new AbortController()
    setTold(({ answer }) => ({ answer, problem: undefined, isWorking: true }))
    ask(abort.signal).then(
      (answer) => !abort.signal.aborted && setTold({ answer, problem: undefined, isWorking: false }),
      (error: unknown) => {
        const problem = problemOf(error)
        const isOld = abort.signal.aborted || problem.code === 'superseded' || problem.code === 'disconnected'
        if (!isOld) setTold({ answer: undefined, problem, isWorking: false })
      },
    )
    return () => abort.abort()
  }, [key])
  return told
}
