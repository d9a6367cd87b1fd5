import { getViewportForBounds, useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { NodeKey } from '../state/editorStore'
import { boundsOf } from '../view/placesAt'
import { type Drawn, useCanvasPort } from './CanvasContext'
import { leastZoom } from './farZoom'
import { focusWhenDrawn } from './focusWhenDrawn'

/** Zooms of the first look: at which words can be read with ease, and at which a network that is too large for that begins. */
const [legible, comfortable] = [0.72, 0.85]
/** Pixels above the first node then. */
const above = 64
/** How near the edge of the view a node may lie that is to be seen, in pixels. */
const edge = 48

/** Lets palette and commands reach the canvas as long as it is there. */
export function useFilledPort(root: RefObject<HTMLElement | null>, newest: RefObject<Drawn>): void {
  const flow = useReactFlow()
  const port = useCanvasPort()
  /** The node that the keyboard is to be put on: a later wish ends an earlier one. */
  const wanted = useRef<NodeKey>(undefined)

  useEffect(() => {
    const box = () => root.current?.getBoundingClientRect()
    port.current = {
      drawn: () => newest.current,
      show(keys) {
        const around = boundsOf(newest.current.places, keys)
        const seen = box()
        if (!around || !seen) return
        const most = keys ? Math.max(flow.getZoom(), 0.8) : 1
        const { x, y, zoom } = getViewportForBounds(around, seen.width, seen.height, leastZoom, most, keys ? 0.4 : 0.08)
        // On whole pixels a layer that is moved stays sharp, and is put in its place without being worked out anew.
        void flow.setViewport({ x: Math.round(x), y: Math.round(y), zoom })
      },
      begin() {
        const { view, places } = newest.current
        const first = view.nodes[0] && places.get(view.nodes[0].key)
        const all = boundsOf(places)
        const seen = box()
        if (!seen || !first || !all) return
        const height = all.y + all.height - first.y
        if (Math.min(seen.width / all.width, seen.height / height) >= legible) return this.show()
        const x = seen.width / 2 - (first.x + first.width / 2) * comfortable
        void flow.setViewport({ x, y: above - first.y * comfortable, zoom: comfortable })
      },
      reveal(key) {
        const place = newest.current.places.get(key)
        const seen = box()
        if (!place || !seen) return
        const { x, y, zoom } = flow.getViewport()
        const [left, top] = [place.x * zoom + x, place.y * zoom + y]
        const dx = into(left, left + place.width * zoom, seen.width)
        const dy = into(top, top + place.height * zoom, seen.height)
        if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom })
      },
      zoom: (how) => void (how === 'in' ? flow.zoomIn() : flow.zoomOut()),
      focus(key) {
        wanted.current = key
        focusWhenDrawn(root.current, key, () => wanted.current === key && port.current?.reveal(key))
      },
    }
    return () => {
      port.current = undefined
    }
  }, [port, flow, root, newest])
}

/** How far the view must move for a stretch to lie in it. */
const into = (low: number, high: number, size: number): number =>
  low < edge ? edge - low : high > size - edge ? Math.max(size - edge - high, edge - low) : 0
