import {
  type FinalConnectionState,
  getViewportForBounds,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offers, type Scope } from '../../../shared/model/edits'
import { offerMime } from '../palette/offerMime'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import { type NodeKey, select } from '../state/editorStore'
import { pulledId, useCanvasActions } from '../state/useCanvasActions'
import { nodeWidth } from '../view/nodeSize'
import { boundsOf, nodeAt, nodesBetween } from '../view/placesAt'
import { type Drawn, useCanvasPort } from './CanvasContext'
import { CanvasDots } from './CanvasDots'
import { FarContext } from './FarContext'
import { FarPicture } from './FarPicture'
import { FrameNode } from './FrameNode'
import { type FlowEdge, type FlowNode, flowEdges, flowNodes } from './flowNodes'
import { LayerNode } from './LayerNode'
import { OpenedNode } from './OpenedNode'
import { Overview } from './Overview'
import { PulledWire } from './PulledWire'
import { useCanvasKeys } from './useCanvasKeys'
import { useClipboardEvents } from './useClipboardEvents'
import { useMoving } from './useMoving'
import { useReachableNode } from './useReachableNode'
import { useShownPart } from './useShownPart'
import { WireEdge } from './WireEdge'
import { wireAt } from './wireAt'
import './LayerNode.css'
import './wires.css'
import './blocks.css'
import './far.css'

const nodeTypes = { layer: LayerNode, opened: OpenedNode, frame: FrameNode }
const edgeTypes = { wire: WireEdge }
/** Below this zoom words cannot be read and are not drawn. */
const farZoom = 0.42
const leastZoom = 0.02
/** How near a port a wire snaps to it, in pixels. */
const snapRadius = 32

/** The graph itself: React Flow, told what to draw, and what becomes of each gesture. */
export const Flow = ({ drawn }: { drawn: Drawn }) => {
  const { t } = useTranslation('editor')
  const store = useEditorStore()
  const actions = useCanvasActions()
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const port = useCanvasPort()
  const root = useRef<HTMLDivElement>(null)
  const newest = useRef(drawn)
  /** Where a box around nodes was begun, on the canvas. */
  const boxFrom = useRef<{ x: number; y: number }>(undefined)
  /** The node that the keyboard is to be put on: a later wish ends an earlier one. */
  const wanted = useRef<NodeKey>(undefined)
  newest.current = drawn
  const { view, facts, layout, places } = drawn
  const isFar = useStore(({ transform }) => transform[2] < farZoom)

  const nodesChosen = useEditor((state) => state.selected)
  const wiresChosen = useEditor((state) => state.selectedWires)
  const selected = useMemo(() => new Set([...nodesChosen, ...wiresChosen]), [nodesChosen, wiresChosen])
  const [carried, setCarried] = useState<ReadonlyMap<string, { x: number; y: number }>>(new Map())

  const oldNodes = useRef<ReadonlyMap<string, FlowNode>>(new Map())
  const nodes = useMemo(() => {
    if (!layout) return []
    const made = flowNodes({ view, facts, layout, selected, carried }, oldNodes.current)
    oldNodes.current = new Map(made.map((node) => [node.id, node]))
    return made
  }, [view, facts, layout, selected, carried])
  const oldEdges = useRef<ReadonlyMap<string, FlowEdge>>(new Map())
  const edges = useMemo(() => {
    if (!layout) return []
    const made = flowEdges({ view, facts, layout, places, selected, carried }, oldEdges.current)
    oldEdges.current = new Map(made.map((edge) => [edge.id, edge]))
    return made
  }, [view, facts, layout, places, selected, carried])

  const part = useShownPart(nodes, edges, places, isFar)

  useEffect(() => {
    port.current = {
      drawn: () => newest.current,
      show(keys) {
        const around = boundsOf(newest.current.places, keys)
        const box = root.current?.getBoundingClientRect()
        if (!around || !box) return
        const most = keys ? Math.max(flow.getZoom(), 0.8) : 1
        const { x, y, zoom } = getViewportForBounds(around, box.width, box.height, leastZoom, most, keys ? 0.4 : 0.08)
        // On whole pixels a layer that is moved stays sharp, and is put in its place without being worked out anew.
        void flow.setViewport({ x: Math.round(x), y: Math.round(y), zoom })
      },
      begin() {
        const box = root.current?.getBoundingClientRect()
        const { view, places } = newest.current
        const first = view.nodes[0] && places.get(view.nodes[0].key)
        if (!box || !first) return
        const all = [...places.values()]
        const width = Math.max(...all.map(({ x, width }) => x + width)) - Math.min(...all.map(({ x }) => x))
        const height = Math.max(...all.map(({ y, height }) => y + height)) - first.y
        const [legible, comfortable, above] = [0.62, 0.85, 64]
        if (Math.min(box.width / width, box.height / height) >= legible) return this.show()
        const x = box.width / 2 - (first.x + first.width / 2) * comfortable
        void flow.setViewport({ x, y: above - first.y * comfortable, zoom: comfortable })
      },
      reveal(key) {
        const place = newest.current.places.get(key)
        const box = root.current?.getBoundingClientRect()
        if (!place || !box) return
        const { x, y, zoom } = flow.getViewport()
        const [left, top] = [place.x * zoom + x, place.y * zoom + y]
        const [right, bottom] = [left + place.width * zoom, top + place.height * zoom]
        const edge = 48
        const by = (low: number, high: number, size: number) =>
          low < edge ? edge - low : high > size - edge ? Math.max(size - edge - high, edge - low) : 0
        const [dx, dy] = [by(left, right, box.width), by(top, bottom, box.height)]
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
  }, [port, flow])

  useReachableNode(view, root)
  useFitAtFirst(nodes.length > 0)
  const onKeyDown = useCanvasKeys()
  useClipboardEvents(root)
  useMoving(root)

  const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
    const chosen = changes.filter((change) => change.type === 'select')
    if (chosen.length > 0)
      store.setState((state) => {
        const next = new Set(state.selected)
        for (const { id, selected: isSelected } of chosen) {
          if (isSelected) next.add(id)
          else next.delete(id)
        }
        const last = chosen.filter(({ selected: isSelected }) => isSelected).at(-1)?.id
        const focus = last !== undefined && view.byKey.has(last) ? last : state.focus
        return { selected: next, focus, refusal: undefined }
      })
    const moved = changes.filter((change) => change.type === 'position')
    if (moved.length > 0) carry(moved.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])))
  }

  const carry = (moved: readonly (readonly [string, { x: number; y: number }])[]) => {
    setCarried((before) => {
      const next = new Map(before)
      for (const [id, position] of moved) {
        const frame = view.frames.find(({ key }) => key === id)
        if (frame) {
          const node = oldNodes.current.get(id)
          const [dx, dy] = node ? [position.x - node.position.x, position.y - node.position.y] : [0, 0]
          for (const key of frame.members) {
            const at = next.get(key) ?? layout?.places.get(key)
            if (at) next.set(key, { x: at.x + dx, y: at.y + dy })
          }
        }
        next.set(id, position)
      }
      return next
    })
  }

  const drop = () => {
    const byScope = new Map<string, { scope: Scope; places: Map<string, readonly [number, number]> }>()
    for (const [key, { x, y }] of carriedNow.current) {
      const node = view.byKey.get(key)
      if (!node) continue
      const group = byScope.get(node.scope.prefix) ?? { scope: node.scope, places: new Map() }
      group.places.set(node.layer.id, [x, y - (layout?.pushed.get(key) ?? 0)])
      byScope.set(node.scope.prefix, group)
    }
    for (const { scope, places } of byScope.values()) actions.move(scope, places)
    setCarried(new Map())
  }
  const carriedNow = useRef(carried)
  carriedNow.current = carried

  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const { pull } = store.getState()
    actions.endPull()
    if (!pull || state.isValid) return
    const point = 'changedTouches' in event ? event.changedTouches[0] : event
    if (!point) return
    // Let go on a node's body: what is meant is its port.
    const over = document.elementFromPoint(point.clientX, point.clientY)?.closest('[data-node]')
    const key = over?.getAttribute('data-node')
    const target = key ? view.byKey.get(key) : undefined
    if (target && target.kind !== 'opened') {
      const verdict = pull.verdicts.get(target.key)
      if (verdict?.fits) actions.connect(pull.scope, pulledId(pull), target.layer.id)
      return
    }
    // On a port that refused: it has said why.
    if (state.toHandle) return
    const box = root.current?.getBoundingClientRect()
    const place = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY })
    const around =
      pull.scope.block === undefined ? undefined : newest.current.places.get(enclosing(view, pull.from, pull.port))
    store.setState({
      suggestion: {
        from: pull.from,
        ...(pull.port !== undefined && { port: pull.port }),
        scope: pull.scope,
        at: [point.clientX - (box?.left ?? 0), point.clientY - (box?.top ?? 0)],
        place: [place.x - (around?.x ?? 0) - nodeWidth / 2, place.y - (around?.y ?? 0)],
      },
    })
  }

  const onDrop = (event: DragEvent) => {
    const offer = offers.find(({ key }) => key === event.dataTransfer.getData(offerMime))
    const wire = store.getState().dropWire
    store.setState({ dropWire: undefined })
    if (!offer) return
    event.preventDefault()
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    actions.addAt(
      offer,
      [x - nodeWidth / 2, y - 12],
      view.wires.find(({ key }) => key === wire),
    )
  }

  return (
    <div
      ref={root}
      className="canvas-root"
      data-far={isFar}
      data-picture={part.isPicture}
      role="application"
      aria-label={t('canvas')}
      aria-describedby="canvas-help"
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const key = target.closest('[data-node]')?.getAttribute('data-node')
        if (key && store.getState().focus !== key) store.setState({ focus: key })
      }}
    >
      <FarContext value={isFar}>
        <ReactFlow<FlowNode, FlowEdge>
          nodes={part.nodes}
          edges={part.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={(changes) =>
            store.setState((state) => {
              const next = new Set(state.selectedWires)
              for (const change of changes) {
                if (change.type !== 'select') continue
                if (change.selected) next.add(change.id)
                else next.delete(change.id)
              }
              return { selectedWires: next }
            })
          }
          onNodeDragStop={drop}
          onSelectionDragStop={drop}
          onNodeDoubleClick={(_, { id }) => actions.open(id)}
          onNodeClick={(_, { id }) => port.current?.focus(id)}
          onPaneClick={({ clientX, clientY, shiftKey, ctrlKey, metaKey }) => {
            store.setState({ suggestion: undefined, pull: undefined })
            const key = part.isPicture
              ? nodeAt(places, flow.screenToFlowPosition({ x: clientX, y: clientY }))
              : undefined
            if (key === undefined) return
            const isMore = shiftKey || ctrlKey || metaKey
            select(store, isMore ? [...store.getState().selected, key] : [key])
            port.current?.focus(key)
          }}
          onSelectionStart={({ clientX, clientY }) => {
            boxFrom.current = flow.screenToFlowPosition({ x: clientX, y: clientY })
          }}
          onSelectionEnd={({ clientX, clientY }) => {
            if (part.isPicture && boxFrom.current)
              select(
                store,
                nodesBetween(places, boxFrom.current, flow.screenToFlowPosition({ x: clientX, y: clientY })),
              )
          }}
          onConnectStart={(_, { nodeId, handleId, handleType }) => {
            if (nodeId && handleType === 'source')
              actions.beginPull(nodeId, false, handleId?.startsWith('port:') ? handleId.slice(5) : undefined)
          }}
          onConnect={({ target }) => {
            const { pull } = store.getState()
            const node = view.byKey.get(target)
            if (pull && node) actions.connect(pull.scope, pulledId(pull), node.layer.id)
          }}
          onConnectEnd={onConnectEnd}
          isValidConnection={({ target, targetHandle }) => {
            const { pull } = store.getState()
            // Without a pull of ours it is the end of a wire that is moved: it is judged when it is let go.
            return targetHandle === 'in' && (pull === undefined || pull.verdicts.get(target)?.fits === true)
          }}
          onReconnect={({ data }, { target }) => {
            const node = view.byKey.get(target)
            if (!data?.wire.wire || !node || node.scope.prefix !== data.wire.scope.prefix) return
            const { from, to, input } = data.wire.wire
            if (node.layer.id === to) return
            actions.rewire(data.wire, from, node.layer.id, input)
          }}
          onReconnectEnd={(_, { data }, __, state) => {
            // Pulled off and let go beside everything: the wire is gone.
            if (data && !state.toHandle) actions.disconnect(data.wire)
          }}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(offerMime)) return
            event.preventDefault()
            event.dataTransfer.dropEffect = 'copy'
            const dropWire = wireAt(root.current, event.clientX, event.clientY)
            if (store.getState().dropWire !== dropWire) store.setState({ dropWire })
          }}
          onDragLeave={() => store.setState({ dropWire: undefined })}
          onDrop={onDrop}
          connectionLineComponent={PulledWire}
          connectionRadius={snapRadius}
          minZoom={leastZoom}
          maxZoom={2}
          selectionOnDrag
          panOnDrag={middleButton}
          panOnScroll
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={modifiers}
          selectionKeyCode={null}
          deleteKeyCode={null}
          zoomOnDoubleClick={false}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          proOptions={hideAttribution}
        >
          <CanvasDots />
          {part.isPicture && <FarPicture facts={facts} places={places} edges={edges} />}
        </ReactFlow>
        <Overview places={places} selected={selected} />
      </FarContext>
    </div>
  )
}

/** The first draws a box around nodes, the second opens a menu. */
const middleButton = [1]
const modifiers = ['Shift', 'Control', 'Meta']
// React Flow is MIT; the studio names it in its list of licences.
const hideAttribution = { hideAttribution: true }

/** The open block around what a pull begins at; the block itself where it begins at its head. */
const enclosing = (view: Drawn['view'], from: NodeKey, port: string | undefined): NodeKey =>
  port !== undefined ? from : (view.byKey.get(from)?.parent ?? '')

function useFitAtFirst(isDrawn: boolean): void {
  const port = useCanvasPort()
  const isDone = useRef(false)
  useEffect(() => {
    if (!isDrawn || isDone.current) return
    isDone.current = true
    requestAnimationFrame(() => port.current?.begin())
  }, [isDrawn, port])
}

/** Frames in which a node that was just added must have been drawn. */
const mostTries = 60

/** A node that was just added is drawn a few frames later, and only if it is in view: `reveal` brings it there once it has a place. */
function focusWhenDrawn(root: HTMLElement | null, key: NodeKey, reveal: () => void, tries = mostTries): void {
  const node = root?.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"]`)
  reveal()
  if (node) {
    if (!node.contains(document.activeElement)) node.focus({ preventScroll: true })
  } else if (tries > 0) requestAnimationFrame(() => focusWhenDrawn(root, key, reveal, tries - 1))
}
