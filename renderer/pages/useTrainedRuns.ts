import { useCallback } from 'react'
import type { RunSummary } from '../../shared/contract/studio/runs'
import type { ProblemDetails } from '../../shared/problem'
import { useProject } from '../studio/useProject'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'

export interface TrainedRuns {
  /** Newest first; `undefined` until they are known. */
  readonly runs: readonly RunSummary[] | undefined
  /** The one that is wanted, else the newest. */
  readonly run: RunSummary | undefined
  readonly problem: ProblemDetails | undefined
}

/** The project's runs that can be asked: one that has done nothing yet has no weights. */
export function useTrainedRuns(wanted: string | undefined): TrainedRuns {
  const studio = useStudio()
  const { id } = useProject()
  const { state, problem } = useStream(
    useCallback(() => studio.runs.watchList({ project: id }), [studio, id]),
    newest,
  )
  const runs = state && [...state].filter(({ step }) => step > 0).sort((a, b) => (a.run < b.run ? 1 : -1))
  return { runs, run: runs?.find(({ run }) => run === wanted) ?? runs?.[0], problem }
}
