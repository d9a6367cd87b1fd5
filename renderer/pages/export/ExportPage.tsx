import { Share } from 'lucide-react'
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
import { ExportedRun } from './ExportedRun'
import './export.css'

/** A run's network and weights for elsewhere, each file proven before it is there. */
const ExportPage = ({ folder, run: wanted }: PageProps) => {
  const { t } = useTranslation('export')
  const studio = useStudio()
  const { id } = useProject()
  const runs = useStream(
    useCallback(() => studio.runs.watchList({ project: id }), [studio, id]),
    newest,
  )
  const trained = [...(runs.state ?? [])].filter(({ step }) => step > 0).sort((a, b) => (a.run < b.run ? 1 : -1))
  const run = trained.find((each) => each.run === wanted) ?? trained[0]
  if (runs.problem) return <ProblemNotice problem={runs.problem} />
  if (!runs.state) return <div className="export-page" aria-busy="true" />
  if (!run)
    return (
      <EmptyState icon={Share} title={t('empty')} why={t('emptyWhy')}>
        <Button main onClick={() => goTo({ page: 'train', folder, run: undefined })}>
          {t('toTrain')}
        </Button>
      </EmptyState>
    )
  return <ExportedRun key={run.run} folder={folder} project={id} runs={trained} run={run} />
}
export default ExportPage
