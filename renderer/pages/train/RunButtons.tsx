import { useCallback } from 'react'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { RunState, RunSummary } from '../../../shared/contract/studio/runs'
import { Button } from '../../design/Button'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'

const canStop: ReadonlySet<RunState> = new Set(['queued', 'starting', 'training', 'paused'])

/** What can be done with a run as it stands. */
export const RunButtons = ({ project, summary }: { project: ProjectId; summary: RunSummary }) => {
  const studio = useStudio()
  const { run, state, canResume } = summary
  const pause = useAction(useCallback(() => studio.runs.pause({ project, run }), [studio, project, run]))
  const goOn = useAction(useCallback(() => studio.runs.continue({ project, run }), [studio, project, run]))
  const resume = useAction(useCallback(() => studio.runs.resume({ project, run }), [studio, project, run]))
  const stop = useAction(useCallback(() => studio.runs.stop({ project, run }), [studio, project, run]))
  const problem = [pause, goOn, resume, stop].find((action) => action.problem)?.problem
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {state === 'training' && (
        <Button disabled={pause.isBusy} onClick={() => pause.run()}>
          Pause
        </Button>
      )}
      {state === 'paused' && (
        <Button disabled={goOn.isBusy} onClick={() => goOn.run()}>
          Continue
        </Button>
      )}
      {canStop.has(state) && (
        <Button disabled={stop.isBusy} onClick={() => stop.run()}>
          Stop
        </Button>
      )}
      {canResume && (
        <Button disabled={resume.isBusy} onClick={() => resume.run()}>
          Resume
        </Button>
      )}
    </>
  )
}
