import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobInProgress } from '../../../shared/contract/studio/jobs'
import { addressOf } from '../../../shared/contract/windowPlace'
import { IconButton } from '../../design/IconButton'
import { Panel, PanelSection } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Switch } from '../../design/Switch'
import { useJobs } from '../../frame/useTraining'
import { useAction } from '../../studio/useAction'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'

/** Runs that wait for their turn, of all projects; nothing where none waits. */
export const QueuePanel = ({ folder }: { folder: string }) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const { id: project } = useProject()
  const jobs = useJobs()
  const act = useAction(useCallback((what: () => Promise<unknown>) => what(), []))
  if (!jobs || (jobs.queue.length === 0 && !jobs.isHeld)) return null
  const { queue, isHeld } = jobs
  const move = (job: number, place: number) => act.run(() => studio.jobs.move({ job, place }))
  const leave = ({ run, projectFolder }: JobInProgress) =>
    act.run(async () => {
      if (run && projectFolder === folder) await studio.runs.stop({ project, run })
    })
  return (
    <Panel label={t('queue')} side="left">
      <PanelSection title={t('queue')} aside={t('waiting', { count: queue.length })}>
        <Switch label={t('hold')} checked={isHeld} onChange={(hold) => act.run(() => studio.jobs.hold({ hold }))} />
        {act.problem && <ProblemNotice problem={act.problem} />}
        <ol className="queue">
          {queue.map((job, place) => (
            <li key={job.job}>
              {job.projectFolder && job.run ? (
                <a
                  className="cut grow"
                  title={job.subject}
                  dir="auto"
                  href={addressOf({ page: 'train', folder: job.projectFolder, run: job.run })}
                >
                  {job.subject}
                </a>
              ) : (
                <span className="cut grow" title={job.subject} dir="auto">
                  {job.subject}
                </span>
              )}
              <IconButton
                small
                icon={ArrowUp}
                label={t('sooner', { run: job.subject })}
                disabled={place === 0}
                onClick={() => move(job.job, place - 1)}
              />
              <IconButton
                small
                icon={ArrowDown}
                label={t('later', { run: job.subject })}
                disabled={place === queue.length - 1}
                onClick={() => move(job.job, place + 1)}
              />
              <IconButton
                small
                icon={X}
                label={t('leave', { run: job.subject })}
                disabled={job.projectFolder !== folder}
                onClick={() => leave(job)}
              />
            </li>
          ))}
        </ol>
      </PanelSection>
    </Panel>
  )
}
