import { useCallback, useEffect, useState } from 'react'
import type { StudioClient } from '../../../shared/contract/studio'
import type { ProjectId } from '../../../shared/contract/studio/names'
import { useStudio } from '../../studio/useStudio'

type DiskUse = Awaited<ReturnType<StudioClient['runs']['diskUse']>>

/** What the runs take on the disk; asked for again when their number changes, or when somebody says so. */
export function useDiskUse(project: ProjectId, runs: number): { use: DiskUse | undefined; again(): void } {
  const studio = useStudio()
  const [use, setUse] = useState<DiskUse>()
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of runs is another question
  useEffect(() => {
    let isWanted = true
    studio.runs.diskUse({ project }).then(
      (answer) => isWanted && setUse(answer),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [studio, project, runs, asked])
  return { use, again: useCallback(() => setAsked((count) => count + 1), []) }
}
