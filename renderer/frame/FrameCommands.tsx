import { House, Keyboard, Moon, Redo2, Search, Settings, Sun, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { projectPages, type WindowPlace } from '../../shared/contract/windowPlace'
import { useCommands } from '../commands/useCommands'
import { themeNow, wishTheme } from '../design/theme'
import { pages } from '../pages/pages'
import { useProjectStore, useShownProjectPart } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import { useRememberedProject } from './currentProject'
import { showOverlay } from './overlay'
import { goTo } from './place'

const pageKeys = { data: 'G D', model: 'G M', train: 'G T', runs: 'G R', evaluate: 'G E', export: 'G X' } as const

/** What can be done on every page. */
export const FrameCommands = ({ place }: { place: WindowPlace }) => {
  const { t } = useTranslation()
  const studio = useStudio()
  const project = useProjectStore()
  // Drawn again with these, so that buttons learn what can be undone.
  useShownProjectPart(({ canUndo }) => canUndo)
  useShownProjectPart(({ canRedo }) => canRedo)
  const remembered = useRememberedProject()
  const folder = place.page === 'home' ? remembered : place.folder
  const isDark = themeNow() === 'dark'
  useCommands([
    {
      id: 'undo',
      label: t('undo'),
      icon: Undo2,
      keys: ['Mod+Z'],
      group: t('project'),
      isEnabled: () => project?.shown.getState().canUndo === true,
      run: () => void project?.undo(),
    },
    {
      id: 'redo',
      label: t('redo'),
      icon: Redo2,
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      group: t('project'),
      isEnabled: () => project?.shown.getState().canRedo === true,
      run: () => void project?.redo(),
    },
    {
      id: 'theme',
      label: isDark ? t('toLight') : t('toDark'),
      icon: isDark ? Sun : Moon,
      group: t('window'),
      run: () => {
        const theme = themeNow() === 'dark' ? 'light' : 'dark'
        wishTheme(theme)
        void studio.settings.change({ theme }).catch(() => undefined)
      },
    },
    {
      id: 'palette',
      label: t('palette'),
      icon: Search,
      keys: ['Mod+K'],
      group: t('window'),
      everywhere: true,
      isHidden: true,
      run: () => showOverlay({ kind: 'palette' }),
    },
    {
      id: 'keys',
      label: t('allKeys'),
      icon: Keyboard,
      keys: ['?'],
      group: t('window'),
      run: () => showOverlay({ kind: 'keys' }),
    },
    {
      id: 'settings',
      label: t('settings'),
      icon: Settings,
      keys: ['Mod+,'],
      group: t('window'),
      run: () => showOverlay({ kind: 'settings' }),
    },
    {
      id: 'go.home',
      label: t('goTo', { page: t('home') }),
      icon: House,
      keys: ['G H'],
      group: t('pages'),
      run: () => goTo({ page: 'home' }),
    },
    ...projectPages.map((page) => ({
      id: `go.${page}`,
      label: t('goTo', { page: t(page) }),
      icon: pages[page].icon,
      keys: [pageKeys[page]],
      group: t('pages'),
      isEnabled: () => folder !== undefined,
      run: () => folder !== undefined && goTo({ page, folder, run: place.page === 'home' ? undefined : place.run }),
    })),
    // Of the desktop's menu; a page that can do more has its own.
    { id: 'new-project', label: t('newProject'), icon: House, isHidden: true, run: () => goTo({ page: 'home' }) },
    { id: 'open-project', label: t('openProject'), icon: House, isHidden: true, run: () => goTo({ page: 'home' }) },
  ])
  return null
}
