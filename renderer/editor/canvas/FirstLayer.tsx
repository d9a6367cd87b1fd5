import { useTranslation } from 'react-i18next'
import { ZooButton } from '../../zoo/ZooButton'
import { useNetwork } from '../state/NetworkProvider'

/** What to do next, as long as there is nothing but an input. */
export const FirstLayer = () => {
  const { t } = useTranslation('editor')
  const { network } = useNetwork()
  if (network.layers.length > 1) return null
  return (
    <div className="first-layer">
      <strong>{t('firstLayer.title')}</strong>
      <p>{t('firstLayer.how')}</p>
      <ZooButton label={t('firstLayer.whole')} />
    </div>
  )
}
