import { Share } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../design/EmptyState'

/** A run's network and weights, for elsewhere. */
const ExportPage = () => {
  const { t } = useTranslation('export')
  return <EmptyState icon={Share} title={t('empty')} why={t('emptyWhy')} />
}
export default ExportPage
