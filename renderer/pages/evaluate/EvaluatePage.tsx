import { Grid3x3 } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useProject } from '../../studio/useProject'
import { newest, useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'
import type { PageProps } from '../pages'
import { EvaluatedRun } from './EvaluatedRun'
import './evaluate.css'

/** Where a run is right and where it is wrong, and why. */
const EvaluatePage = ({ folder, run: wanted }: PageProps) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const { id } = useProject()
  const runs = useStream(
    useCallback(() => studio.runs.watchList({ project: id }), [studio, id]),
    newest,
  )
  // One that has done nothing yet has no weights to ask.
  const trained = [...(runs.state ?? [])].filter(({ step }) => step > 0).sort((a, b) => (a.run < b.run ? 1 : -1))
  const run = trained.find((each) => each.run === wanted) ?? trained[0]
  if (runs.problem) return <ProblemNotice problem={runs.problem} />
  if (!runs.state) return <div className="evaluate-page" aria-busy="true" />
  if (!run)
    return (
      <EmptyState icon={Grid3x3} title={t('empty')} why={t('emptyWhy')}>
        <Button main onClick={() => goTo({ page: 'train', folder, run: undefined })}>
          {t('toTrain')}
        </Button>
      </EmptyState>
    )
  return <EvaluatedRun key={run.run} folder={folder} project={id} runs={trained} run={run} />
}
export default EvaluatePage
