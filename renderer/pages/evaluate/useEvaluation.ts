import { useCallback, useEffect, useRef, useState } from 'react'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import type { SplitName } from '../../../shared/records/splitName'
import { useStudio } from '../../studio/useStudio'
import type { Pick } from './checkpoints'

export interface Evaluation {
  readonly view: EvaluationView | undefined
  /** It is known whether there is one. */
  readonly isKnown: boolean
  /** What it does now; `undefined` where nothing is under way. */
  readonly working: { readonly what: string; readonly progress: number | undefined } | undefined
  readonly problem: ProblemDetails | undefined
  readonly warnings: readonly ProblemDetails[]
  start(): void
  cancel(): void
}

interface Told extends Omit<Evaluation, 'start' | 'cancel'> {}

const nothing: Told = { view: undefined, isKnown: false, working: undefined, problem: undefined, warnings: [] }

/** What is known of weights on a split; and the way to find it out, which is taken at once where that disturbs nobody (`mayStart`). */
export function useEvaluation(
  project: string,
  run: string,
  split: SplitName,
  checkpoint: Pick,
  mayStart: boolean,
): Evaluation {
  const studio = useStudio()
  const [told, setTold] = useState<Told>(nothing)
  const stop = useRef(() => {})
  const which = JSON.stringify({ project, run, split, checkpoint })

  const start = useCallback(() => {
    stop.current()
    const items = studio.evaluation.start(JSON.parse(which))
    let isWanted = true
    stop.current = () => {
      isWanted = false
      items.close()
    }
    setTold((before) => ({ ...before, problem: undefined, working: { what: '', progress: undefined } }))
    const read = async () => {
      try {
        for await (const { working, progress, warnings, view } of items) {
          if (!isWanted) return
          setTold((before) => ({
            view: view ?? before.view,
            isKnown: true,
            problem: undefined,
            warnings,
            working: view ? undefined : { what: working, progress },
          }))
        }
      } catch (error) {
        if (isWanted) setTold((before) => ({ ...before, working: undefined, problem: problemOf(error) }))
      }
    }
    void read()
  }, [studio, which])

  useEffect(() => {
    let isWanted = true
    setTold(nothing)
    studio.evaluation.read(JSON.parse(which)).then(
      (view) => {
        if (!isWanted) return
        setTold({ ...nothing, view: view ?? undefined, isKnown: true })
      },
      (error: unknown) => isWanted && setTold({ ...nothing, isKnown: true, problem: problemOf(error) }),
    )
    return () => {
      isWanted = false
      stop.current()
    }
  }, [studio, which])

  // Once by itself: who cancelled does not want it again.
  const begun = useRef('')
  const isMissing = told.isKnown && !told.view && !told.working && !told.problem
  useEffect(() => {
    if (!isMissing || !mayStart || begun.current === which) return
    begun.current = which
    start()
  }, [isMissing, mayStart, which, start])

  const cancel = useCallback(() => {
    stop.current()
    setTold((before) => ({ ...before, working: undefined }))
  }, [])
  return { ...told, start, cancel }
}
