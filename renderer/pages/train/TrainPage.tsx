import { Play } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useAction } from '../../studio/useAction'
import { useProject } from '../../studio/useProject'
import { newest, useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'
import type { PageProps } from '../pages'
import { RunList } from './RunList'
import { RunPanel } from './RunPanel'
import './train.css'

/** The project's runs, and the one that is looked at. */
const TrainPage = ({ folder, run: chosenRun }: PageProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const { id } = useProject()
  const runs = useStream(
    useCallback(() => studio.runs.watchList({ project: id }), [studio, id]),
    newest,
  )
  const shown = chosenRun ?? runs.state?.[0]?.run
  const train = useAction(
    useCallback(async () => {
      const { run } = await studio.runs.start({ project: id })
      goTo({ page: 'train', folder, run })
    }, [studio, id, folder]),
  )
  const current = runs.state?.find(({ run }) => run === shown)
  const steer = useAction(
    useCallback(
      async (how: 'pause' | 'continue' | 'stop') => {
        if (current) await studio.runs[how]({ project: id, run: current.run })
      },
      [studio, id, current],
    ),
  )
  const isUnderWay = current?.state === 'training' || current?.state === 'paused'
  useCommands([
    { id: 'train', label: t('train'), icon: Play, keys: ['Mod+Enter'], run: () => train.run() },
    {
      id: 'pause',
      label: current?.state === 'paused' ? t('continue') : t('pause'),
      isEnabled: () => isUnderWay,
      run: () => steer.run(current?.state === 'paused' ? 'continue' : 'pause'),
    },
    { id: 'stop', label: t('stop'), isEnabled: () => isUnderWay, run: () => steer.run('stop') },
  ])
  return (
    <div className="train-page">
      <section className="runs" aria-labelledby="runs">
        <div className="row">
          <h2 id="runs" className="grow">
            {t('runs')}
          </h2>
          <Button main disabled={train.isBusy} onClick={() => train.run()}>
            {t('train')}
          </Button>
        </div>
        {runs.problem && <ProblemNotice problem={runs.problem} />}
        <RunList folder={folder} runs={runs.state ?? []} shown={shown} />
      </section>
      <div className="run">
        {train.problem && <ProblemNotice problem={train.problem} />}
        {steer.problem && <ProblemNotice problem={steer.problem} />}
        {shown === undefined ? (
          <EmptyState title={t('empty')} why={t('emptyWhy')} />
        ) : (
          <RunPanel key={shown} project={id} run={shown} />
        )}
      </div>
    </div>
  )
}
export default TrainPage
