import { Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../design/EmptyState'

/** The network, drawn. */
const ModelPage = () => {
  const { t } = useTranslation('model')
  return <EmptyState icon={Network} title={t('empty')} why={t('emptyWhy')} />
}
export default ModelPage
