import { Share } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../design/Icon'
import { Menu } from '../../design/Menu'
import type { MenuItem } from '../../design/menuItem'
import { useDiagram } from './useDiagram'

/** Saves or copies the drawing of the network, in either theme. */
export const DiagramMenu = () => {
  const { t } = useTranslation('editor')
  const { saveSvg, savePng, copy } = useDiagram()
  const items = (['light', 'dark'] as const).flatMap((theme): MenuItem[] => [
    { id: `svg ${theme}`, label: t(`diagram.svg.${theme}`), run: () => saveSvg(theme) },
    { id: `png ${theme}`, label: t(`diagram.png.${theme}`), run: () => void savePng(theme) },
    { id: `copy ${theme}`, label: t(`diagram.copy.${theme}`), run: () => void copy(theme) },
    ...(theme === 'light' ? ['line' as const] : []),
  ])
  return (
    <Menu
      items={items}
      trigger={
        <button type="button" className="icon-button" aria-label={t('diagram.title')} title={t('diagram.title')}>
          <Icon of={Share} />
        </button>
      }
    />
  )
}
