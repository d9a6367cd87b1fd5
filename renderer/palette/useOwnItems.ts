import { BookOpen, Folder, List, Settings } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { commandRegistry, isEnabled } from '../commands/registry'
import { useCommandList } from '../commands/useCommands'
import { showOverlay } from '../frame/overlay'
import { goTo } from '../frame/place'
import { helpTopics } from '../help/topics'
import { settingNames } from '../settings/names'
import { useAnswer } from '../studio/useAnswer'
import { useShownProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import { percentText } from '../words/figures'
import type { PaletteItem } from './sources'

/** What the palette has by itself: commands, pages, settings, runs of the opened project, projects, help. Pages add theirs with `usePaletteSource`. */
export function useOwnItems(): readonly PaletteItem[] {
  const { t } = useTranslation(['palette', 'settings', 'help'])
  const studio = useStudio()
  const commands = useCommandList()
  const project = useShownProject()?.state
  const id = project?.id
  const runs = useAnswer(
    useCallback(async () => (id === undefined ? [] : studio.runs.list({ project: id })), [studio, id]),
  )
  const recent = useAnswer(useCallback(() => studio.projects.recent({}), [studio]))
  return useMemo(() => {
    const ofCommands = commands
      .filter((command) => !command.isHidden && isEnabled(command))
      .map((command): PaletteItem => {
        const isPage = command.id.startsWith('go.')
        return {
          id: `command ${command.id}`,
          kind: isPage ? 'pages' : 'commands',
          label: command.label,
          ...(!isPage && command.group !== undefined && { about: command.group }),
          ...(command.icon && { icon: command.icon }),
          keys: command.keys?.[0],
          run: () => void commandRegistry.run(command.id),
        }
      })
    const ofSettings = settingNames.map(
      (name): PaletteItem => ({
        id: `setting ${name}`,
        kind: 'settings',
        label: t(`settings:${name}.label`),
        about: t(`settings:${name}.about`),
        icon: Settings,
        result: t('palette:openSettings'),
        run: () => showOverlay({ kind: 'settings', at: name }),
      }),
    )
    const folder = project?.folder
    const ofRuns = (runs.answer ?? []).map(
      (run): PaletteItem => ({
        id: `run ${run.run}`,
        kind: 'runs',
        label: run.labels.name || run.run,
        about: run.labels.name ? run.run : run.projectName,
        words: run.labels.tags.join(' '),
        icon: List,
        result: percentText((run.test ?? run.validation)?.top1),
        run: () => folder !== undefined && goTo({ page: 'train', folder, run: run.run }),
      }),
    )
    const ofProjects = (recent.answer ?? [])
      .filter((known) => known.isThere && known.folder !== folder)
      .map(
        (known): PaletteItem => ({
          id: `project ${known.folder}`,
          kind: 'projects',
          label: known.name,
          about: known.folder,
          icon: Folder,
          result: t('palette:open'),
          run: () => goTo({ page: 'model', folder: known.folder, run: undefined }),
        }),
      )
    const ofHelp = helpTopics.map(
      (topic): PaletteItem => ({
        id: `help ${topic}`,
        kind: 'help',
        label: t(`help:${topic}.title`),
        words: t(`help:${topic}.text`),
        icon: BookOpen,
        result: t('palette:read'),
        run: () => showOverlay({ kind: 'help', topic }),
      }),
    )
    return [...ofCommands, ...ofSettings, ...ofRuns, ...ofProjects, ...ofHelp]
  }, [commands, runs.answer, recent.answer, project?.folder, t])
}
