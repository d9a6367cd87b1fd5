import { useMemo, useRef } from 'react'
import { scopeToLay } from '../layout/scopeToLay'
import { useLayout } from '../layout/useLayout'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import { useNetwork } from '../state/NetworkProvider'
import { absolutePlaces } from '../view/absolutePlaces'
import { canvasView } from '../view/canvasView'
import { type NodeFacts, nodeFacts } from '../view/nodeFacts'
import type { Drawn } from './CanvasContext'

/** What is drawn of the network: which nodes, what they show, where they stand. */
export function useDrawn(): { readonly drawn: Drawn; readonly isWorking: boolean; cancel(): void } {
  const { network, inference, frozen } = useNetwork()
  const opened = useEditor((state) => state.opened)
  const known = useRef<ReadonlyMap<NodeKey, NodeFacts>>(new Map())
  const view = useMemo(() => canvasView(network, inference, opened), [network, inference, opened])
  const facts = useMemo(() => {
    known.current = nodeFacts(network, inference, view, known.current, frozen)
    return known.current
  }, [network, inference, view, frozen])
  const scope = useMemo(() => scopeToLay(view, facts), [view, facts])
  const { layout, isWorking, cancel } = useLayout(scope)
  const places = useMemo(() => (layout ? absolutePlaces(view, layout) : new Map()), [view, layout])
  const drawn = useMemo(() => ({ view, facts, layout, places }), [view, facts, layout, places])
  return { drawn, isWorking, cancel }
}
