import { useTranslation } from 'react-i18next'
import { useSelectedLayers } from '../editor/state/selection'
import { LayerInspector } from './LayerInspector'
import { NetworkInspector } from './NetworkInspector'
import { SeveralInspector } from './SeveralInspector'
import './inspector.css'

/** What is chosen: one layer, several, or the network and how it is trained. */
export const Inspector = () => {
  const { t } = useTranslation('inspector')
  const selected = useSelectedLayers()
  const [first] = selected
  return (
    <aside className="model-inspector inspector" aria-label={t('inspector')}>
      {!first ? (
        <NetworkInspector />
      ) : selected.length === 1 ? (
        <LayerInspector key={first.key} selected={first} />
      ) : (
        <SeveralInspector selected={selected} />
      )}
    </aside>
  )
}
