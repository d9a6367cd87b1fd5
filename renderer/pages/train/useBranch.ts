import { useCallback } from 'react'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { KeptCheckpoint } from '../../../shared/contract/studio/runs'
import { goTo } from '../../frame/place'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'

/** Goes on from a checkpoint as a new run. One that trains is stopped first, with a checkpoint: it can be resumed later. */
export function useBranch({
  project,
  folder,
  run,
  isBusy,
}: {
  readonly project: ProjectId
  readonly folder: string
  readonly run: string
  readonly isBusy: boolean
}) {
  const studio = useStudio()
  return useAction(
    useCallback(
      async ({ kind, step }: Pick<KeptCheckpoint, 'kind' | 'step'>) => {
        if (isBusy) await studio.runs.stop({ project, run })
        const branch = await studio.runs.branch({ project, run, checkpoint: { kind, step } })
        goTo({ page: 'train', folder, run: branch.run })
      },
      [studio, project, folder, run, isBusy],
    ),
  )
}
