import { useCallback } from 'react'
import { useProject } from '../../studio/useProject'
import { newest, useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'

/** How the project's data stand, and again whenever that changes. */
export function useDataState() {
  const studio = useStudio()
  const { id } = useProject()
  return useStream(
    useCallback(() => studio.datasets.watch({ project: id }), [studio, id]),
    newest,
  )
}
