import { Redo2, Undo2 } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../commands/command'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'

type Kind = 'data' | 'project'

export interface PageUndo {
  /** Told of each edit of pictures that this page makes, as often as it makes steps. */
  didEditData(steps?: number): void
  /** In place of the window's undo and redo while this page is shown. */
  readonly commands: readonly Command[]
}

/**
 * Undo on a page that edits two things: the project (splits, preprocessing, augmentation) and the data set (labels, what is left out). Each step goes back
 * to the one that was changed.
 */
export function usePageUndo({
  edits,
  canRedo,
  onStep,
}: {
  readonly edits: number
  readonly canRedo: boolean
  /** The data set is another one than before. */
  onStep(): void
}): PageUndo {
  const { t } = useTranslation('frame')
  const studio = useStudio()
  const { id, project, undo, redo, canUndo, canRedo: canRedoProject } = useProject()
  const done = useRef<Kind[]>([])
  const undone = useRef<Kind[]>([])
  const seen = useRef(project)
  if (seen.current !== project) {
    seen.current = project
    if (done.current.at(-1) !== 'project') done.current.push('project')
  }
  const step = async (which: 'undo' | 'redo') => {
    const [from, to] = which === 'undo' ? [done, undone] : [undone, done]
    const kind = from.current.pop() ?? ((which === 'undo' ? canUndo : canRedoProject) ? 'project' : 'data')
    to.current.push(kind)
    if (kind === 'data') {
      await studio.datasets[which]({ project: id })
      onStep()
    } else if (which === 'undo') await undo()
    else await redo()
  }
  return {
    didEditData: useCallback((steps = 1) => {
      for (let k = 0; k < steps; k++) done.current.push('data')
      undone.current = []
    }, []),
    commands: [
      {
        id: 'undo',
        label: t('undo'),
        icon: Undo2,
        keys: ['Mod+Z'],
        isEnabled: () => canUndo || edits > 0,
        run: () => void step('undo').catch(() => undefined),
      },
      {
        id: 'redo',
        label: t('redo'),
        icon: Redo2,
        keys: ['Mod+Shift+Z', 'Mod+Y'],
        isEnabled: () => canRedoProject || canRedo,
        run: () => void step('redo').catch(() => undefined),
      },
    ],
  }
}
