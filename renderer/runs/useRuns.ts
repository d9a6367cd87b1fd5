import { useCallback, useMemo } from 'react'
import type { ProjectId } from '../../shared/contract/studio/names'
import type { RunSummary } from '../../shared/contract/studio/runs'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'

/** The runs of a project, newest first; `undefined` until they are known. */
export function useRuns(project: ProjectId) {
  const studio = useStudio()
  const { state, problem } = useStream(
    useCallback(() => studio.runs.watchList({ project }), [studio, project]),
    newest<RunSummary[]>,
  )
  const runs = useMemo(
    () => state && [...state].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.run.localeCompare(a.run)),
    [state],
  )
  return { runs, problem }
}
