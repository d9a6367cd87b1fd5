import { useReactFlow } from '@xyflow/react'
import type { DragEventHandler, RefObject } from 'react'
import { offers } from '../../../shared/model/edits'
import { offerMime } from '../palette/offerMime'
import { useEditorStore } from '../state/EditorProvider'
import type { CanvasActions } from '../state/useCanvasActions'
import { nearestWire } from '../view/nearestWire'
import { nodeWidth } from '../view/nodeSize'
import type { Drawn } from './CanvasContext'
import { dropReach, wireAt } from './wireAt'

interface OfferDrop {
  readonly onDragOver: DragEventHandler
  readonly onDragLeave: DragEventHandler
  readonly onDrop: DragEventHandler
}

/** Layers that are dragged out of the palette: the wire under them takes them in. */
export function useOfferDrop(
  { view, layout, places }: Drawn,
  isPicture: boolean,
  root: RefObject<HTMLElement | null>,
  addAt: CanvasActions['addAt'],
): OfferDrop {
  const store = useEditorStore()
  const flow = useReactFlow()
  // In a picture wires are no elements.
  const wireUnder = (x: number, y: number): string | undefined =>
    isPicture
      ? layout && nearestWire(view, layout, places, flow.screenToFlowPosition({ x, y }), dropReach / flow.getZoom())
      : wireAt(root.current, x, y)
  return {
    onDragOver(event) {
      if (!event.dataTransfer.types.includes(offerMime)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const dropWire = wireUnder(event.clientX, event.clientY)
      if (store.getState().dropWire !== dropWire) store.setState({ dropWire })
    },
    onDragLeave: () => store.setState({ dropWire: undefined }),
    onDrop(event) {
      const offer = offers.find(({ key }) => key === event.dataTransfer.getData(offerMime))
      const { dropWire } = store.getState()
      store.setState({ dropWire: undefined })
      if (!offer) return
      event.preventDefault()
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      addAt(
        offer,
        [x - nodeWidth / 2, y - 12],
        view.wires.find(({ key }) => key === dropWire),
      )
    },
  }
}
