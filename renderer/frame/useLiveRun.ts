import { useCallback } from 'react'
import type { JobInProgress } from '../../shared/contract/studio/jobs'
import type { ProjectId } from '../../shared/contract/studio/names'
import type { LiveRun } from '../../shared/contract/studio/runs'
import { useAnswer } from '../studio/useAnswer'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'

const nothing = { close: () => undefined, async *[Symbol.asyncIterator]() {} }

/** News of a run by its job, of whichever project; a project that trains is open already. */
export function useLiveRun({ projectFolder, run }: JobInProgress): {
  readonly project: ProjectId | undefined
  readonly live: LiveRun | undefined
} {
  const studio = useStudio()
  const opened = useAnswer(
    useCallback(
      async () => (projectFolder === undefined ? undefined : studio.projects.open({ folder: projectFolder })),
      [studio, projectFolder],
    ),
  )
  const project = opened.answer?.id
  const { state } = useStream<LiveRun>(
    useCallback(
      () => (project === undefined || run === undefined ? nothing : studio.runs.watch({ project, run })),
      [studio, project, run],
    ),
    newest,
  )
  return { project, live: state }
}
