import { Grid3x3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../design/EmptyState'

/** Where a run is right and where it is wrong. */
const EvaluatePage = () => {
  const { t } = useTranslation('evaluate')
  return <EmptyState icon={Grid3x3} title={t('empty')} why={t('emptyWhy')} />
}
export default EvaluatePage
