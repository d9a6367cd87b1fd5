import { CircleQuestionMark, Moon, Redo2, Search, Sun, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { WindowPlace } from '../../shared/contract/windowPlace'
import { keysText } from '../commands/keys'
import { commandRegistry } from '../commands/registry'
import { useCanRun } from '../commands/useCommands'
import { Icon } from '../design/Icon'
import { IconButton } from '../design/IconButton'
import { Kbd } from '../design/Kbd'
import { useThemeNow } from '../design/theme'
import { useShownProjectPart } from '../studio/useProject'
import { JobPill } from './JobPill'
import { ProjectMenu } from './ProjectMenu'

/** Where we are and whether it is saved; the way to everything; what works; undo and redo. */
export const TopBar = ({ place }: { place: WindowPlace }) => {
  const { t } = useTranslation()
  const theme = useThemeNow()
  const canUndo = useCanRun('undo')
  const canRedo = useCanRun('redo')
  const run = (id: string) => () => void commandRegistry.run(id)
  return (
    <header className="top">
      <div className="crumb">{place.page === 'home' ? <strong>Layerloom</strong> : <Crumb />}</div>
      <button type="button" className="find" onClick={run('palette')}>
        <Icon of={Search} />
        <span>{t('find')}</span>
        <Kbd>{keysText('Mod+K')}</Kbd>
      </button>
      <div className="right">
        <JobPill />
        <IconButton icon={Undo2} label={t('undo')} keys="Mod+Z" disabled={!canUndo} onClick={run('undo')} />
        <IconButton icon={Redo2} label={t('redo')} keys="Mod+Shift+Z" disabled={!canRedo} onClick={run('redo')} />
        <IconButton
          icon={theme === 'dark' ? Sun : Moon}
          label={theme === 'dark' ? t('toLight') : t('toDark')}
          onClick={run('theme')}
        />
        <IconButton icon={CircleQuestionMark} label={t('allKeys')} keys="?" onClick={run('keys')} />
      </div>
    </header>
  )
}

const Crumb = () => {
  const { t } = useTranslation()
  const isOpen = useShownProjectPart(({ project }) => project !== undefined)
  const word = useShownProjectPart(({ problem, isSaving }) => (problem ? 'notSaved' : isSaving ? 'saving' : 'saved'))
  if (!isOpen || !word) return null
  return (
    <>
      <ProjectMenu />
      <span className="caption saved" role="status">
        {t(word)}
      </span>
    </>
  )
}
