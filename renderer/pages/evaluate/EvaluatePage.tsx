import { Grid3x3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useProject } from '../../studio/useProject'
import type { PageProps } from '../pages'
import { useTrainedRuns } from '../useTrainedRuns'
import { EvaluatedRun } from './EvaluatedRun'
import './evaluate.css'

/** Where a run is right and where it is wrong, and why. */
const EvaluatePage = ({ folder, run: wanted }: PageProps) => {
  const { t } = useTranslation('evaluate')
  const { id } = useProject()
  const { runs, run, problem } = useTrainedRuns(wanted)
  if (problem) return <ProblemNotice problem={problem} />
  if (!runs) return <div className="evaluate-page" aria-busy="true" />
  if (!run)
    return (
      <EmptyState icon={Grid3x3} title={t('empty')} why={t('emptyWhy')}>
        <Button main onClick={() => goTo({ page: 'train', folder, run: undefined })}>
          {t('toTrain')}
        </Button>
      </EmptyState>
    )
  return <EvaluatedRun key={run.run} folder={folder} project={id} runs={runs} run={run} />
}
export default EvaluatePage
