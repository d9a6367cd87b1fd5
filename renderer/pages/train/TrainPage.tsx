import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { runToBe } from '../../../shared/contract/windowPlace'
import { useCommands } from '../../commands/useCommands'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useRuns } from '../../runs/useRuns'
import { useProject } from '../../studio/useProject'
import type { PageProps } from '../pages'
import { QueuePanel } from './QueuePanel'
import { RunView } from './RunView'
import { StartView } from './StartView'
import './train.css'

/** The run that is looked at, live; or what a new one will be, before it is paid for. */
const TrainPage = ({ folder, run: chosenRun }: PageProps) => {
  const { t } = useTranslation('train')
  const { id: project } = useProject()
  const { runs, problem } = useRuns(project)
  const isStarting = chosenRun === runToBe
  const shown = isStarting ? undefined : (chosenRun ?? runs?.[0]?.run)
  const start = () => goTo({ page: 'train', folder, run: runToBe })
  useCommands([{ id: 'train.new', label: t('newRun'), icon: Plus, group: t('group'), keys: ['Shift+N'], run: start }])
  const begun = (run: string) => goTo({ page: 'train', folder, run })
  const leave = () => goTo({ page: 'train', folder, run: undefined })
  return (
    <div className="train-page">
      <QueuePanel folder={folder} />
      {problem && <ProblemNotice problem={problem} />}
      {runs === undefined ? (
        <p className="train-wait dim" role="status">
          {t('reading')}
        </p>
      ) : shown === undefined ? (
        <StartView onBegun={begun} onCancel={runs.length > 0 ? leave : undefined} />
      ) : (
        <RunView key={shown} run={shown} runs={runs} folder={folder} onNew={start} />
      )}
    </div>
  )
}
export default TrainPage
