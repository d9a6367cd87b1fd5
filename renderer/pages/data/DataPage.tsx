import { Images } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../design/EmptyState'

/** Pictures, classes, health, splits and augmentation of the project. */
const DataPage = () => {
  const { t } = useTranslation('data')
  return <EmptyState icon={Images} title={t('empty')} why={t('emptyWhy')} />
}
export default DataPage
