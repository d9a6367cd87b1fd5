import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
  const [isStarting, setStarting] = useState(false)
  const shown = chosenRun ?? runs?.[0]?.run
  const start = () => setStarting(true)
  useCommands([{ id: 'train.new', label: t('newRun'), icon: Plus, group: t('group'), keys: ['Shift+N'], run: start }])
  const begun = (run: string) => {
    setStarting(false)
    goTo({ page: 'train', folder, run })
  }
  return (
    <div className="train-page">
      <QueuePanel folder={folder} />
      {problem && <ProblemNotice problem={problem} />}
      {runs === undefined ? (
        <p className="train-wait dim" role="status">
          {t('reading')}
        </p>
      ) : isStarting || shown === undefined ? (
        <StartView onBegun={begun} onCancel={runs.length > 0 ? () => setStarting(false) : undefined} />
      ) : (
        <RunView key={shown} run={shown} runs={runs} folder={folder} onNew={start} />
      )}
    </div>
  )
}
export default TrainPage
