import {
  BoxSelect,
  CircleSlash2,
  Clipboard,
  Copy,
  CopyPlus,
  Group,
  Lock,
  Maximize,
  Pencil,
  Scissors,
  Search,
  Trash2,
  Ungroup,
  Workflow,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { arrangements } from '../../../shared/model/edits'
import type { Command } from '../../commands/command'
import { useCommands } from '../../commands/useCommands'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import { select } from '../state/editorStore'
import { useCanvasActions } from '../state/useCanvasActions'
import { useCanvasPort } from './CanvasContext'
import { nextRegion } from './nextRegion'

/** What can be asked of the canvas from anywhere on its page. Draws nothing, and is apart so that it is not made anew with the canvas. */
export const CanvasCommands = memo(() => {
  const { t } = useTranslation('editor')
  const store = useEditorStore()
  const actions = useCanvasActions()
  const port = useCanvasPort()
  const count = useEditor(({ selected }) => selected.size)
  const hasWires = useEditor(({ selectedWires }) => selectedWires.size > 0)
  const group = t('group')
  const some = () => count > 0
  const command = (id: keyof typeof ids, more: Omit<Command, 'id' | 'label' | 'group'>): Command => ({
    id: `model.${id}`,
    label: t(`command.${id}`),
    group,
    ...more,
  })
  useCommands([
    command('find', { icon: Search, keys: ['/'], run: findLayer }),
    command('fit', { icon: Maximize, keys: ['.'], run: () => port.current?.show() }),
    command('zoomIn', { icon: ZoomIn, keys: ['+', '='], run: () => port.current?.zoom('in') }),
    command('zoomOut', { icon: ZoomOut, keys: ['-'], run: () => port.current?.zoom('out') }),
    command('tidy', { icon: Workflow, run: actions.tidy }),
    command('delete', {
      icon: Trash2,
      keys: ['Delete', 'Backspace'],
      isEnabled: () => count > 0 || hasWires,
      run: actions.remove,
    }),
    command('bypass', { icon: CircleSlash2, keys: ['Mod+B'], isEnabled: some, run: actions.bypass }),
    command('freeze', { icon: Lock, keys: ['Mod+Shift+L'], isEnabled: some, run: actions.freeze }),
    command('rename', {
      icon: Pencil,
      keys: ['F2'],
      isEnabled: some,
      run: () => store.setState(({ selected, focus }) => ({ renaming: [...selected].at(-1) ?? focus })),
    }),
    command('duplicate', { icon: CopyPlus, keys: ['Mod+D'], isEnabled: some, run: actions.duplicate }),
    command('copy', { icon: Copy, isEnabled: some, run: () => void actions.copy() }),
    command('cut', { icon: Scissors, isEnabled: some, run: () => void actions.cut() }),
    command('paste', { icon: Clipboard, run: () => void actions.paste() }),
    command('selectAll', {
      icon: BoxSelect,
      keys: ['Mod+A'],
      run: () =>
        select(
          store,
          (port.current?.drawn().view.nodes ?? []).flatMap(({ key, parent }) => (parent === undefined ? [key] : [])),
        ),
    }),
    command('group', { icon: Group, keys: ['Mod+Shift+G'], isEnabled: some, run: actions.group }),
    command('ungroup', { icon: Ungroup, keys: ['Mod+Shift+U'], isEnabled: () => count === 1, run: actions.ungroup }),
    command('frame', { icon: BoxSelect, keys: ['Mod+G'], isEnabled: some, run: actions.frame }),
    command('nextPart', { keys: ['F6'], isHidden: true, everywhere: true, run: () => nextRegion(1) }),
    command('previousPart', { keys: ['Shift+F6'], isHidden: true, everywhere: true, run: () => nextRegion(-1) }),
    ...arrangements.map(
      (how): Command => ({
        id: `model.align.${how}`,
        label: t(`align.${how}`),
        group,
        isEnabled: () => count > 1,
        run: () => actions.arrange(how),
      }),
    ),
  ])
  return null
})
CanvasCommands.displayName = 'CanvasCommands'

const ids = {
  find: 0,
  fit: 0,
  zoomIn: 0,
  zoomOut: 0,
  tidy: 0,
  delete: 0,
  bypass: 0,
  freeze: 0,
  rename: 0,
  duplicate: 0,
  copy: 0,
  cut: 0,
  paste: 0,
  selectAll: 0,
  group: 0,
  ungroup: 0,
  frame: 0,
  nextPart: 0,
  previousPart: 0,
}

/** To the palette's field, which looks among what can be added and what is there. */
export function findLayer(): void {
  document.querySelector<HTMLInputElement>('.model-palette input')?.focus()
}
