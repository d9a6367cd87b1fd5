import type { EdgeSelectionChange, NodeSelectionChange, ReactFlowProps } from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import { useRef } from 'react'
import { useEditorStore } from '../state/EditorProvider'
import { select } from '../state/editorStore'
import { nodeAt, nodesBetween } from '../view/placesAt'
import { type Drawn, useCanvasPort } from './CanvasContext'
import type { FlowEdge, FlowNode } from './flowNodes'

type Given = Required<
  Pick<ReactFlowProps<FlowNode, FlowEdge>, 'onPaneClick' | 'onSelectionStart' | 'onSelectionEnd' | 'onNodeClick'>
>

interface Choosing extends Given {
  chooseNodes(changes: readonly NodeSelectionChange[]): void
  chooseWires(changes: readonly EdgeSelectionChange[]): void
}

/** What becomes chosen by the pointer. In a picture there are no elements to press: what lies at the point is worked out. */
export function useChoosing({ view, places }: Drawn, isPicture: boolean): Choosing {
  const store = useEditorStore()
  const port = useCanvasPort()
  const flow = useReactFlow()
  /** Where a box around nodes was begun, on the canvas. */
  const boxFrom = useRef<{ x: number; y: number }>(undefined)
  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }) =>
    flow.screenToFlowPosition({ x: clientX, y: clientY })
  return {
    chooseNodes(changes) {
      if (changes.length === 0) return
      store.setState((state) => {
        const last = changes.filter(({ selected }) => selected).at(-1)?.id
        const focus = last !== undefined && view.byKey.has(last) ? last : state.focus
        return { selected: changed(state.selected, changes), focus, refusal: undefined }
      })
    },
    chooseWires(changes) {
      if (changes.length === 0) return
      store.setState((state) => ({ selectedWires: changed(state.selectedWires, changes) }))
    },
    onNodeClick: (_, { id }) => port.current?.focus(id),
    onPaneClick(event) {
      store.setState({ suggestion: undefined, pull: undefined })
      const key = isPicture ? nodeAt(places, placeOf(event)) : undefined
      if (key === undefined) return
      const isMore = event.shiftKey || event.ctrlKey || event.metaKey
      select(store, isMore ? [...store.getState().selected, key] : [key])
      port.current?.focus(key)
    },
    onSelectionStart(event) {
      boxFrom.current = placeOf(event)
    },
    onSelectionEnd(event) {
      if (isPicture && boxFrom.current) select(store, nodesBetween(places, boxFrom.current, placeOf(event)))
    },
  }
}

function changed(
  before: ReadonlySet<string>,
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): ReadonlySet<string> {
  const next = new Set(before)
  for (const { id, selected } of changes) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  return next
}
