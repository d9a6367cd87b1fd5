import { useStore } from '@xyflow/react'
import { BoxSelect, Group, Maximize, Minus, Plus, Search, Workflow } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../design/IconButton'
import { DiagramMenu } from '../diagram/DiagramMenu'
import { useEditor } from '../state/EditorProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { findLayer } from './CanvasCommands'
import { useCanvasPort } from './CanvasContext'

/** The canvas' own buttons: what arranges at the top, the zoom at the foot. */
export const CanvasToolbar = memo(() => {
  const { t } = useTranslation('editor')
  const actions = useCanvasActions()
  const port = useCanvasPort()
  const hasChosen = useEditor(({ selected }) => selected.size > 0)
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100))
  return (
    <>
      <div className="canvas-tools" role="toolbar" aria-label={t('toolbar')}>
        <IconButton icon={Workflow} label={t('command.tidy')} onClick={actions.tidy} />
        <IconButton
          icon={BoxSelect}
          label={t('command.frame')}
          keys="Mod+G"
          disabled={!hasChosen}
          onClick={actions.frame}
        />
        <IconButton
          icon={Group}
          label={t('command.group')}
          keys="Mod+Shift+G"
          disabled={!hasChosen}
          onClick={actions.group}
        />
        <IconButton icon={Search} label={t('command.find')} keys="/" onClick={findLayer} />
        <DiagramMenu />
      </div>
      <div className="canvas-zoom">
        <IconButton
          icon={Minus}
          small
          label={t('command.zoomOut')}
          keys="-"
          onClick={() => port.current?.zoom('out')}
        />
        <span className="percent">{zoom}%</span>
        <IconButton icon={Plus} small label={t('command.zoomIn')} keys="+" onClick={() => port.current?.zoom('in')} />
        <IconButton icon={Maximize} small label={t('command.fit')} keys="." onClick={() => port.current?.show()} />
      </div>
    </>
  )
})
CanvasToolbar.displayName = 'CanvasToolbar'
