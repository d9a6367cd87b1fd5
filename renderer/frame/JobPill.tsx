import { Pause, Play, X } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobInProgress } from '../../shared/contract/studio/jobs'
import { addressOf } from '../../shared/contract/windowPlace'
import { Cut } from '../design/Cut'
import { IconButton } from '../design/IconButton'
import { Popover } from '../design/Popover'
import { Progress } from '../design/Progress'
import { useAction } from '../studio/useAction'
import { useStudio } from '../studio/useStudio'
import { leftText, percentText } from '../words/figures'
import { workText } from '../words/workText'
import { useLiveRun } from './useLiveRun'
import { useJobs } from './useTraining'

/** What works now, whichever page is shown, a run first: how far it is, and all of it in a list. */
export const JobPill = () => {
  const { t } = useTranslation()
  const jobs = useJobs()
  const running = jobs?.running ?? []
  const first = running.find(({ task }) => task === 'train') ?? running.find(({ working }) => working !== undefined)
  if (!first) return null
  const shown = running.filter((job) => job.task === 'train' || job.working !== undefined)
  return (
    <div className="job">
      <Popover
        label={t('working')}
        align="end"
        trigger={
          <button type="button" className="job-main" title={t('working')}>
            {first.task === 'train' ? <RunWords job={first} /> : <WorkWords job={first} />}
            {shown.length > 1 && <span className="caption">+{shown.length - 1}</span>}
          </button>
        }
      >
        <div className="job-list">
          {shown.map((job) => (
            <JobLine key={job.job} job={job} />
          ))}
          {jobs?.queue.map((job) => (
            <div key={job.job} className="job-line">
              <Cut strong text={job.subject} />
              <span className="caption">{t('waits')}</span>
            </div>
          ))}
        </div>
      </Popover>
      {first.task === 'train' && <PauseButton job={first} />}
    </div>
  )
}

const RunWords = ({ job }: { job: JobInProgress }) => {
  const { t } = useTranslation()
  const { live } = useLiveRun(job)
  const epoch = live && t('epochOf', { epoch: live.summary.epoch, epochs: live.summary.epochs })
  const left = live?.secondsLeft !== undefined && t('left', { time: leftText(live.secondsLeft) })
  const words = job.state === 'paused' ? t('paused') : [epoch, left].filter(Boolean).join(' · ')
  return (
    <>
      <Cut strong text={live?.summary.labels.name || live?.summary.projectName || job.subject} />
      <span className="dim" title={words}>
        {words}
      </span>
      <Progress label={job.subject} value={job.progress} />
    </>
  )
}

const WorkWords = ({ job }: { job: JobInProgress }) => (
  <>
    <span className="cut" role="status">
      {job.working && workText(job.working)}
    </span>
    <Progress label={job.working ? workText(job.working) : job.subject} value={job.progress} />
  </>
)

const JobLine = ({ job }: { job: JobInProgress }) => {
  const { t } = useTranslation()
  const studio = useStudio()
  const cancel = useAction(useCallback(() => studio.jobs.cancel({ job: job.job }), [studio, job.job]))
  const { subject, working, progress, projectFolder, run, task } = job
  return (
    <div className="job-line">
      {projectFolder !== undefined && run !== undefined ? (
        <a className="cut" href={addressOf({ page: 'train', folder: projectFolder, run })}>
          {subject}
        </a>
      ) : (
        <Cut strong text={subject} />
      )}
      {(working || progress !== undefined) && (
        <span className="caption cut">
          {working && workText(working)} {progress === undefined ? '' : percentText(progress)}
        </span>
      )}
      <Progress label={subject} value={progress} />
      {task !== 'train' && (
        <IconButton
          icon={X}
          small
          label={t('stopJob', { what: working ? workText(working) : subject })}
          disabled={cancel.isBusy}
          onClick={() => cancel.run()}
        />
      )}
    </div>
  )
}

const PauseButton = ({ job }: { job: JobInProgress }) => {
  const { t } = useTranslation()
  const studio = useStudio()
  const { project } = useLiveRun(job)
  const { run, state } = job
  const isPaused = state === 'paused'
  const steer = useAction(
    useCallback(async () => {
      if (project !== undefined && run !== undefined)
        await studio.runs[isPaused ? 'continue' : 'pause']({ project, run })
    }, [studio, project, run, isPaused]),
  )
  return (
    <IconButton
      icon={isPaused ? Play : Pause}
      small
      label={t(isPaused ? 'continueRun' : 'pauseRun', { run: job.subject })}
      disabled={project === undefined || steer.isBusy || (state !== 'training' && !isPaused)}
      onClick={() => steer.run()}
    />
  )
}
