import { type ReactFlowState, useStoreApi } from '@xyflow/react'
import { useEffect, useMemo, useReducer, useRef } from 'react'
import type { Place } from '../layout/layoutRequest'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import { contains, grownBy, nodesInView, type Region } from '../view/partInView'
import type { FlowEdge, FlowNode } from './flowNodes'

/** Up to here all nodes are drawn, so that Tab and readers of the screen find those out of view too. */
const many = 150
/** Pixels of the screen around the view: what must be there, and what is made when something is missing. */
const [needed, made] = [40, 160]

export interface ShownPart {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
  /** All of them are drawn as one picture, and `nodes` are only those that somebody has taken hold of. */
  readonly isPicture: boolean
}

/**
 * What React Flow is given of a long network: what is in view, and what is chosen or has the keyboard. It asks each node that it knows at each step of
 * the view, so it had better know few.
 */
export function useShownPart(
  nodes: FlowNode[],
  edges: FlowEdge[],
  places: ReadonlyMap<NodeKey, Place>,
  isFar: boolean,
): ShownPart {
  const store = useStoreApi()
  const focus = useEditor((state) => state.focus)
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const region = useRef<Region>(undefined)
  const drawn = useRef<ReadonlySet<string>>(new Set())
  const isLong = nodes.length > many
  const isPicture = isLong && isFar

  useEffect(() => {
    if (!isLong || isPicture) return
    return store.subscribe((state) => {
      const { seen, zoom } = seenNow(state)
      if (!region.current || !contains(region.current, grownBy(seen, needed / zoom))) draw()
    })
  }, [store, isLong, isPicture])

  const { seen, zoom } = seenNow(store.getState())
  if (!region.current || !contains(region.current, grownBy(seen, needed / zoom)))
    region.current = grownBy(seen, made / zoom)
  const now = region.current
  const width = now.right - now.left
  const edgesBefore = useRef<FlowEdge[]>([])
  return useMemo(() => {
    if (!isLong) return { nodes, edges, isPicture }
    const inView = isPicture
      ? none
      : nodesInView({ places, wires: edges, region: now, kept: grownBy(now, width), before: drawn.current })
    drawn.current = inView
    // Blocks that are open and frames lie around others, and are few.
    const isShown = ({ id, type, selected }: FlowNode) => type !== 'layer' || selected || id === focus || inView.has(id)
    const shown = nodes.filter(isShown)
    const keys = new Set(shown.map(({ id }) => id))
    const wires = edges.filter(({ source, target }) => keys.has(source) && keys.has(target))
    const before = edgesBefore.current
    // The same list as long as it holds the same: a node that moves is no news of wires.
    if (wires.length !== before.length || wires.some((wire, k) => wire !== before[k])) edgesBefore.current = wires
    return { nodes: shown, edges: edgesBefore.current, isPicture }
  }, [nodes, edges, places, focus, isLong, isPicture, now, width])
}

const none: ReadonlySet<string> = new Set()

/** The part of the canvas that is on the screen. */
function seenNow({ transform: [x, y, zoom], width, height }: ReactFlowState): { seen: Region; zoom: number } {
  const [left, top] = [-x / zoom, -y / zoom]
  return { seen: { left, top, right: left + width / zoom, bottom: top + height / zoom }, zoom }
}
