import { useCallback, useEffect, useState } from 'react'
import type { JudgedPicture } from '../../../shared/contract/studio/evaluation'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import type { SplitName } from '../../../shared/records/splitName'
import { useStudio } from '../../studio/useStudio'
import type { Pick } from './checkpoints'

/** Which pictures of an evaluation. */
export type Of = { truth: number; prediction: number } | { truth: number; wrong: true } | 'worst'

export interface EvaluatedSplit {
  readonly project: string
  readonly run: string
  readonly checkpoint: Pick
  readonly split: SplitName
}

/** At once; more come when they are asked for. */
const page = 60

/** Judged pictures of an evaluation, page by page. `createdAt`: of the evaluation, so that a new one is asked anew. */
export function useJudged(where: EvaluatedSplit, createdAt: string, of: Of, most = page) {
  const studio = useStudio()
  const which = JSON.stringify({ ...where, of })
  const [told, setTold] = useState<{ total: number; pictures: readonly JudgedPicture[] }>()
  const [problem, setProblem] = useState<ProblemDetails>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new evaluation is asked anew
  useEffect(() => {
    let isWanted = true
    setTold(undefined)
    setProblem(undefined)
    studio.evaluation.pictures({ ...JSON.parse(which), most }).then(
      (answer) => isWanted && setTold(answer),
      (error: unknown) => isWanted && setProblem(problemOf(error)),
    )
    return () => {
      isWanted = false
    }
  }, [studio, which, most, createdAt])
  const more = useCallback(() => {
    if (!told || told.pictures.length >= told.total) return
    studio.evaluation.pictures({ ...JSON.parse(which), from: told.pictures.length, most: page }).then(
      ({ total, pictures }) =>
        setTold((now) => (now === told ? { total, pictures: [...told.pictures, ...pictures] } : now)),
      (error: unknown) => setProblem(problemOf(error)),
    )
  }, [studio, which, told])
  return { ...told, problem, more }
}
