import { Share } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useProject } from '../../studio/useProject'
import type { PageProps } from '../pages'
import { useTrainedRuns } from '../useTrainedRuns'
import { ExportedRun } from './ExportedRun'
import './export.css'

/** A run's network and weights for elsewhere, each file proven before it is there. */
const ExportPage = ({ folder, run: wanted }: PageProps) => {
  const { t } = useTranslation('export')
  const { id } = useProject()
  const { runs, run, problem } = useTrainedRuns(wanted)
  if (problem) return <ProblemNotice problem={problem} />
  if (!runs) return <div className="export-page" aria-busy="true" />
  if (!run)
    return (
      <EmptyState icon={Share} title={t('empty')} why={t('emptyWhy')}>
        <Button main onClick={() => goTo({ page: 'train', folder, run: undefined })}>
          {t('toTrain')}
        </Button>
      </EmptyState>
    )
  return <ExportedRun key={run.run} folder={folder} project={id} runs={runs} run={run} />
}
export default ExportPage
