import { useCallback } from 'react'
import type { JobInProgress, JobsState } from '../../shared/contract/studio/jobs'
import { ProblemNotice } from '../design/ProblemNotice'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'
import { percentText } from '../words/figures'

/** What the studio works on besides training, whoever asked for it: a line each, while it lasts. A set-up that failed stays. */
export const WorkStrip = () => {
  const studio = useStudio()
  const { state } = useStream<JobsState>(
    useCallback(() => studio.jobs.watch({}), [studio]),
    newest,
  )
  const works = state?.running.filter(({ task, working }) => task !== 'train' && working !== undefined) ?? []
  const setUp = state?.ended.find(({ task }) => task === 'set-up')
  return (
    <div className="works">
      {works.map((work) => (
        <Work key={work.job} work={work} />
      ))}
      {setUp?.problem && works.length === 0 && <ProblemNotice problem={setUp.problem} />}
    </div>
  )
}

const Work = ({ work: { working, progress } }: { work: JobInProgress }) => (
  <div className="row caption" role="status">
    <span className="cut">{working}</span>
    <progress className="bar" aria-label={working} {...(progress !== undefined && { value: progress })} max={1} />
    <span>{progress === undefined ? '' : percentText(progress)}</span>
  </div>
)
