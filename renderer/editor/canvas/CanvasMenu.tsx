import {
  CircleSlash2,
  CopyPlus,
  Group,
  Layers,
  Lock,
  Pencil,
  Plus,
  Scissors,
  Trash2,
  Ungroup,
  Unlink,
} from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandRegistry } from '../../commands/registry'
import { ContextMenu } from '../../design/ContextMenu'
import type { MenuItem } from '../../design/menuItem'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import { select } from '../state/editorStore'
import { useCanvasActions } from '../state/useCanvasActions'
import { useCanvasPort } from './CanvasContext'

/** What the second button, or Shift F10, offers on the canvas: for the node under it, which is chosen by that. */
export const CanvasMenu = ({ children }: { children: ReactElement }) => {
  const { t } = useTranslation('editor')
  const store = useEditorStore()
  const port = useCanvasPort()
  const actions = useCanvasActions()
  const count = useEditor(({ selected }) => selected.size)
  // An object of its own each time: what is offered is worked out when the menu is asked for.
  const [{ key }, ask] = useState<{ readonly key?: string | undefined }>({})
  const onContextMenu = (event: React.MouseEvent) => {
    const node = (event.target as Element).closest('[data-node]')?.getAttribute('data-node') ?? undefined
    ask({ key: node })
    if (node !== undefined && !store.getState().selected.has(node)) select(store, [node])
  }
  const run = (id: string) => () => void commandRegistry.run(`model.${id}`)
  const drawn = port.current?.drawn()
  const node = key === undefined ? undefined : drawn?.view.byKey.get(key)
  const wires = node ? (drawn?.view.wires ?? []).filter(({ to, wire }) => to === key && wire) : []
  const items: MenuItem[] = []
  if (node && key !== undefined) {
    if (node.kind === 'block')
      items.push({ id: 'open', label: t('command.open'), icon: Layers, keys: 'Enter', run: () => actions.open(key) })
    if (node.kind === 'opened')
      items.push({ id: 'fold', label: t('command.fold'), icon: Layers, keys: 'Escape', run: () => actions.fold(key) })
    if (node.kind !== 'layer' && typeof node.layer.repeat !== 'object')
      items.push(
        ...[1, 2, 3, 4, 6, 8].map(
          (times): MenuItem => ({
            id: `repeat${times}`,
            label: `× ${times}`,
            disabled: (node.layer.repeat ?? 1) === times,
            run: () => actions.repeat(key, times),
          }),
        ),
        'line',
      )
    items.push(
      { id: 'rename', label: t('command.rename'), icon: Pencil, keys: 'F2', run: run('rename') },
      { id: 'bypass', label: t('command.bypass'), icon: CircleSlash2, keys: 'Mod+B', run: run('bypass') },
      { id: 'freeze', label: t('command.freeze'), icon: Lock, keys: 'Mod+Shift+L', run: run('freeze') },
      { id: 'duplicate', label: t('command.duplicate'), icon: CopyPlus, keys: 'Mod+D', run: run('duplicate') },
      { id: 'copy', label: t('command.copy'), keys: 'Mod+C', run: run('copy') },
      { id: 'cut', label: t('command.cut'), icon: Scissors, keys: 'Mod+X', run: run('cut') },
    )
  }
  items.push({ id: 'paste', label: t('command.paste'), keys: 'Mod+V', run: run('paste') })
  if (node && key !== undefined) {
    items.push('line')
    for (const wire of wires)
      items.push({
        id: `cut ${wire.key}`,
        label: t('command.disconnect', { from: wire.wire?.from }),
        icon: Unlink,
        run: () => actions.disconnect(wire),
      })
    if (node.scope.block === undefined) {
      items.push({ id: 'group', label: t('command.group'), icon: Group, keys: 'Mod+Shift+G', run: run('group') })
      if (node.kind !== 'layer')
        items.push({
          id: 'ungroup',
          label: t('command.ungroup'),
          icon: Ungroup,
          keys: 'Mod+Shift+U',
          run: run('ungroup'),
        })
    }
    items.push({ id: 'frame', label: t('command.frame'), icon: Plus, keys: 'Mod+G', run: run('frame') })
    if (count > 1)
      for (const how of ['left', 'centre', 'top', 'rows'] as const)
        items.push({ id: how, label: t(`align.${how}`), run: () => actions.arrange(how) })
    items.push('line', {
      id: 'delete',
      label: t('command.delete'),
      icon: Trash2,
      keys: 'Delete',
      danger: true,
      run: run('delete'),
    })
  } else
    items.push(
      { id: 'all', label: t('command.selectAll'), keys: 'Mod+A', run: run('selectAll') },
      { id: 'tidy', label: t('command.tidy'), run: run('tidy') },
      { id: 'fit', label: t('command.fit'), keys: '.', run: run('fit') },
    )
  return (
    <div className="canvas-menu" onContextMenuCapture={onContextMenu}>
      <ContextMenu items={items}>{children}</ContextMenu>
    </div>
  )
}
