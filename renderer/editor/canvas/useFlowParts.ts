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
  const nodesBefore = useRef<ReadonlyMap<string, FlowNode>>(new Map())
  const nodes = useMemo(() => {
    if (!layout) return []
    const made = flowNodes({ view, facts, layout, selected, carried }, nodesBefore.current)
    nodesBefore.current = new Map(made.map((node) => [node.id, node]))
    return made
  }, [view, facts, layout, selected, carried])
  const edgesBefore = useRef<ReadonlyMap<string, FlowEdge>>(new Map())
  const edges = useMemo(() => {
    if (!layout) return []
    const made = flowEdges({ view, facts, layout, places, selected, carried }, edgesBefore.current)
    edgesBefore.current = new Map(made.map((edge) => [edge.id, edge]))
    return made
  }, [view, facts, layout, places, selected, carried])
  return { nodes, edges, nodeOf: (id) => nodesBefore.current.get(id) }
}
