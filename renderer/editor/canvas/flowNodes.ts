import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react'
import type { Layout, Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import { cornerOf } from '../view/absolutePlaces'
import type { CanvasView, ViewFrame, ViewWire } from '../view/canvasView'
import type { NodeFacts } from '../view/nodeFacts'
import { frameHead } from '../view/nodeSize'

export type LayerFlowNode = Node<{ facts: NodeFacts }, 'layer' | 'opened'>
export type FrameFlowNode = Node<{ frame: ViewFrame }, 'frame'>
export type FlowNode = LayerFlowNode | FrameFlowNode
export type FlowEdge = Edge<
  {
    wire: ViewWire
    /** On the canvas itself. */
    bends: readonly (readonly [number, number])[]
    isBroken: boolean
    isLit: boolean
  },
  'wire'
>

/** Room around the layers of a frame, and for its label. */
const around = 14
const labelHeight = 22

interface Shown {
  readonly view: CanvasView
  readonly facts: ReadonlyMap<NodeKey, NodeFacts>
  readonly layout: Layout
  readonly selected: ReadonlySet<string>
  /** Where nodes are while the pointer carries them. */
  readonly carried: ReadonlyMap<string, { readonly x: number; readonly y: number }>
}

/** What React Flow draws. An object of `before` is kept where it says the same, and its node is not drawn again. */
export function flowNodes(
  { view, facts, layout, selected, carried }: Shown,
  before: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  const nodes: FlowNode[] = []
  const placeOf = (key: string): Place | undefined => {
    const place = layout.places.get(key)
    const at = carried.get(key)
    return place && at ? { ...place, x: at.x, y: at.y } : place
  }
  for (const frame of view.frames) {
    const box = boxAround(frame.members.flatMap((key) => placeOf(key) ?? []))
    if (!box) continue
    nodes.push(
      keptFrame(before.get(frame.key), {
        id: frame.key,
        type: 'frame',
        data: { frame },
        ...sized(box),
        position: carried.get(frame.key) ?? { x: box.x, y: box.y },
        ...(frame.parent !== undefined && { parentId: frame.parent }),
        selected: selected.has(frame.key),
        handles: [],
        zIndex: -1,
      }),
    )
  }
  for (const { key, kind, parent } of view.nodes) {
    const place = placeOf(key)
    const fact = facts.get(key)
    if (!place || !fact) continue
    const type = kind === 'opened' ? 'opened' : 'layer'
    const isSelected = selected.has(key)
    const old = before.get(key)
    if (
      old?.type === type &&
      old.data.facts === fact &&
      old.selected === isSelected &&
      old.parentId === parent &&
      isAt(old, place)
    ) {
      nodes.push(old)
      continue
    }
    nodes.push({
      id: key,
      type,
      // What is drawn of a node hangs on this alone: it is not drawn again where it only moves.
      data: old?.type === type && old.data.facts === fact ? old.data : { facts: fact },
      position: { x: place.x, y: place.y },
      ...sized(place),
      ...(parent !== undefined && { parentId: parent }),
      selected: isSelected,
      handles: handlesOf(fact, place),
    })
  }
  return inOrder(nodes)
}

/** A parent goes before its children. */
const inOrder = (nodes: FlowNode[]): FlowNode[] => {
  const top = nodes.filter(({ parentId }) => parentId === undefined)
  return [...top, ...nodes.filter(({ parentId }) => parentId !== undefined)]
}

const sized = ({ width, height }: Place) => ({ width, height, measured: { width, height } })

function boxAround(places: readonly Place[]): Place | undefined {
  if (places.length === 0) return undefined
  const x = Math.min(...places.map((place) => place.x)) - around
  const y = Math.min(...places.map((place) => place.y)) - around - labelHeight
  const right = Math.max(...places.map((place) => place.x + place.width)) + around
  const bottom = Math.max(...places.map((place) => place.y + place.height)) + around
  return { x, y, width: right - x, height: bottom - y }
}

const port = 8

/** Known beforehand, so that wires can be drawn before anything is measured. */
function handlesOf({ kind, family, ports }: NodeFacts, { width, height }: Place): NodeHandle[] {
  const at = (id: string, type: 'source' | 'target', position: Position, x: number, y: number): NodeHandle => ({
    id,
    type,
    position,
    x: x - port / 2,
    y: y - port / 2,
    width: port,
    height: port,
  })
  const own = [
    ...(family === 'data' ? [] : [at('in', 'target', Position.Top, width / 2, 0)]),
    at('out', 'source', Position.Bottom, width / 2, height),
  ]
  if (kind !== 'opened') return own
  return [
    ...own,
    ...ports.map((name, k) =>
      at(`port:${name}`, 'source', Position.Bottom, ((k + 1) * width) / (ports.length + 1), frameHead),
    ),
    at('result', 'target', Position.Bottom, width / 2, height),
  ]
}

const isAt = (node: FlowNode, { x, y, width, height }: Place): boolean =>
  node.position.x === x && node.position.y === y && node.width === width && node.height === height

function keptFrame(before: FlowNode | undefined, now: FrameFlowNode): FlowNode {
  const { position, width = 0, height = 0 } = now
  const isSame =
    before?.type === 'frame' &&
    isAt(before, { ...position, width, height }) &&
    before.parentId === now.parentId &&
    before.selected === now.selected &&
    JSON.stringify(before.data.frame) === JSON.stringify(now.data.frame)
  return isSame ? before : now
}

/** The wires, kept in the same way. A wire is broken where its layer has no shape though what comes in has one. */
export function flowEdges(
  { view, facts, layout, places, selected, carried }: Shown & { readonly places: ReadonlyMap<NodeKey, Place> },
  before: ReadonlyMap<string, FlowEdge>,
): FlowEdge[] {
  return view.wires.map((wire) => {
    const { key, from, to, fromHandle, toHandle } = wire
    const target = facts.get(to)
    const isBroken = toHandle === 'in' && target?.problem?.code === 'shape-clash' && !target.isInside
    const parent = view.byKey.get(to)?.parent
    const isStraight = carried.has(from) || carried.has(to) || (parent !== undefined && carried.has(parent))
    const given = isStraight ? none : (layout.bends.get(key) ?? none)
    const [cx, cy] = given === none ? [0, 0] : cornerOf(places, parent)
    const isLit = selected.has(from) || selected.has(to)
    const isSelected = selected.has(key)
    const old = before.get(key)
    if (
      old &&
      old.source === from &&
      old.sourceHandle === fromHandle &&
      old.selected === isSelected &&
      old.data?.isBroken === isBroken &&
      old.data.isLit === isLit &&
      sameBends(old.data.bends, given, cx, cy) &&
      old.data.wire.wire?.input === wire.wire?.input
    )
      return old
    return {
      id: key,
      type: 'wire',
      source: from,
      sourceHandle: fromHandle,
      target: to,
      targetHandle: toHandle,
      selected: isSelected,
      selectable: toHandle === 'in',
      reconnectable: toHandle === 'in' ? 'target' : false,
      focusable: false,
      data: { wire, bends: given.map(([x, y]) => [x + cx, y + cy] as const), isBroken, isLit },
    }
  })
}

const none: readonly (readonly [number, number])[] = []

const sameBends = (
  before: readonly (readonly [number, number])[],
  given: readonly (readonly [number, number])[],
  cx: number,
  cy: number,
): boolean =>
  before.length === given.length && given.every(([x, y], k) => before[k]?.[0] === x + cx && before[k]?.[1] === y + cy)
