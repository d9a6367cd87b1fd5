import { List } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../design/EmptyState'

/** The project's runs, beside each other. */
const RunsPage = () => {
  const { t } = useTranslation('runs')
  return <EmptyState icon={List} title={t('empty')} why={t('emptyWhy')} />
}
export default RunsPage
