import { useCallback } from 'react'
import type { JobInProgress, JobsState } from '../../shared/contract/studio/jobs'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'

/** All that works now. */
export function useJobs(): JobsState | undefined {
  const studio = useStudio()
  return useStream<JobsState>(
    useCallback(() => studio.jobs.watch({}), [studio]),
    newest,
  ).state
}

/** The run that trains now, of whichever project: the first of several. */
export const useTraining = (): JobInProgress | undefined => useJobs()?.running.find(({ task }) => task === 'train')
