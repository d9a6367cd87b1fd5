import { type RefObject, useEffect, useRef } from 'react'
import { useEditorStore } from '../state/EditorProvider'
import { select } from '../state/editorStore'
import type { CanvasView } from '../view/canvasView'
import { useCanvasPort } from './CanvasContext'
import { heirOf } from './heirOf'

/**
 * One node can always be reached by Tab. Where that node is gone (undone, or changed by another window) the one in its place is, and has the keyboard if
 * it had it: a person who works by keys would have to begin at the top of the page otherwise.
 */
export function useReachableNode(view: CanvasView, root: RefObject<HTMLElement | null>): void {
  const store = useEditorStore()
  const port = useCanvasPort()
  const before = useRef(view)
  useEffect(() => {
    const { focus, selected } = store.getState()
    const last = before.current
    before.current = view
    if (focus !== undefined && view.byKey.has(focus)) return
    const heir = focus === undefined ? view.nodes[0]?.key : heirOf(last, view, focus)
    if (focus === undefined || heir === undefined) return store.setState({ focus: heir })
    // Read before React Flow takes the old node away, or just after: then nothing has the keyboard.
    const { activeElement } = document
    const hadKeyboard =
      activeElement === document.body ||
      root.current?.querySelector(`[data-node="${CSS.escape(focus)}"]`)?.contains(activeElement) === true
    if (selected.has(focus)) select(store, [heir])
    else store.setState({ focus: heir })
    if (hadKeyboard) port.current?.focus(heir)
  }, [store, port, view, root])
}
