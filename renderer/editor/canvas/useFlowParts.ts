import { useMemo, useRef } from 'react'
import type { Drawn } from './CanvasContext'
import { type FlowEdge, type FlowNode, flowEdges, flowNodes } from './flowNodes'

interface FlowParts {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
  nodeOf(id: string): FlowNode | undefined
}

/** All that React Flow could draw, the same objects where nothing changed. */
export function useFlowParts(
  { view, facts, layout, places }: Drawn,
  selected: ReadonlySet<string>,
  carried: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): FlowParts {
  const nodesBefore = useRef<Kept<FlowNode>>(nothing)
  const nodes = useMemo(() => {
    if (!layout) return []
    const made = flowNodes({ view, facts, layout, selected, carried }, nodesBefore.current.byId)
    nodesBefore.current = keptList(nodesBefore.current, made)
    return nodesBefore.current.list
  }, [view, facts, layout, selected, carried])
  const edgesBefore = useRef<Kept<FlowEdge>>(nothing)
  const edges = useMemo(() => {
    if (!layout) return []
    const made = flowEdges({ view, facts, layout, places, selected, carried }, edgesBefore.current.byId)
    edgesBefore.current = keptList(edgesBefore.current, made)
    return edgesBefore.current.list
  }, [view, facts, layout, places, selected, carried])
  return { nodes, edges, nodeOf: (id) => nodesBefore.current.byId.get(id) }
}

interface Kept<Part> {
  readonly list: Part[]
  readonly byId: ReadonlyMap<string, Part>
}
const nothing: Kept<never> = { list: [], byId: new Map<string, never>() }

/** The list of before where nothing in it is another: React Flow takes a new one in whole. */
function keptList<Part extends { readonly id: string }>(before: Kept<Part>, made: Part[]): Kept<Part> {
  const isSame = made.length === before.list.length && made.every((part, k) => part === before.list[k])
  return isSame ? before : { list: made, byId: new Map(made.map((part) => [part.id, part])) }
}
