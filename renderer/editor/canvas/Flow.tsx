import { type EdgeChange, type NodeChange, ReactFlow, SelectionMode, useStore } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { useCanvasPort, useDrawnNow } from './CanvasContext'
import { CanvasDots } from './CanvasDots'
import { FarContext } from './FarContext'
import { FarPicture } from './FarPicture'
import { FrameNode } from './FrameNode'
import { farZoom, leastZoom } from './farZoom'
import type { FlowEdge, FlowNode } from './flowNodes'
import { LayerNode } from './LayerNode'
import { OpenedNode } from './OpenedNode'
import { Overview } from './Overview'
import { PulledWire } from './PulledWire'
import { useCanvasKeys } from './useCanvasKeys'
import { useCarrying } from './useCarrying'
import { useChoosing } from './useChoosing'
import { useClipboardEvents } from './useClipboardEvents'
import { useFilledPort } from './useFilledPort'
import { useFlowParts } from './useFlowParts'
import { useMoving } from './useMoving'
import { useNodesInView } from './useNodesInView'
import { useOfferDrop } from './useOfferDrop'
import { usePulling } from './usePulling'
import { useReachableNode } from './useReachableNode'
import { useShownPart } from './useShownPart'
import { useStableHandlers } from './useStableHandlers'
import { WireEdge } from './WireEdge'
import './LayerNode.css'
import './wires.css'
import './blocks.css'
import './far.css'

const nodeTypes = { layer: LayerNode, opened: OpenedNode, frame: FrameNode }
const edgeTypes = { wire: WireEdge }
/** Of fewer nodes an overview would say nothing. */
const fewest = 3
/** How near a port a wire snaps to it, in pixels. */
const snapRadius = 32

/** The graph itself: React Flow, told what to draw, and what becomes of each gesture. */
export const Flow = () => {
  const drawn = useDrawnNow()
  const { t } = useTranslation('editor')
  const store = useEditorStore()
  const actions = useCanvasActions()
  const root = useRef<HTMLDivElement>(null)
  const newest = useRef(drawn)
  newest.current = drawn
  const { view, facts, places } = drawn
  const isFar = useStore(({ transform }) => transform[2] < farZoom)

  const nodesChosen = useEditor((state) => state.selected)
  const wiresChosen = useEditor((state) => state.selectedWires)
  const selected = useMemo(() => new Set([...nodesChosen, ...wiresChosen]), [nodesChosen, wiresChosen])
  const { carried, carry, letDown } = useCarrying(drawn, actions.move)
  const { nodes, edges, nodeOf } = useFlowParts(drawn, selected, carried)
  const part = useShownPart(nodes, edges, places, isFar)
  useNodesInView(drawn, isFar)

  useFilledPort(root, newest)
  useReachableNode(view, root)
  useFitAtFirst(nodes.length > 0)
  const onKeyDown = useCanvasKeys()
  useClipboardEvents(root)
  useMoving(root)
  const { chooseNodes, chooseWires, ...choosing } = useChoosing(drawn, part.isPicture)
  const pulling = usePulling(drawn, root, actions)
  const dropping = useOfferDrop(drawn, part.isPicture, root, actions.addAt)
  const handlers = useStableHandlers({
    ...choosing,
    ...pulling,
    ...dropping,
    onNodesChange(changes: NodeChange<FlowNode>[]) {
      chooseNodes(changes.filter((change) => change.type === 'select'))
      const moved = changes.filter((change) => change.type === 'position')
      if (moved.length > 0)
        carry(
          moved.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])),
          nodeOf,
        )
    },
    onEdgesChange: (changes: EdgeChange<FlowEdge>[]) =>
      chooseWires(changes.filter((change) => change.type === 'select')),
    onNodeDragStop: letDown,
    onSelectionDragStop: letDown,
    onNodeDoubleClick: (_: unknown, { id }: FlowNode) => actions.open(id),
  })

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
          {...handlers}
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
        {places.size >= fewest && <Overview places={places} selected={selected} />}
      </FarContext>
    </div>
  )
}

/** The first draws a box around nodes, the second opens a menu. */
const middleButton = [1]
const modifiers = ['Shift', 'Control', 'Meta']
// React Flow is MIT; the studio names it in its list of licences.
const hideAttribution = { hideAttribution: true }

function useFitAtFirst(isDrawn: boolean): void {
  const port = useCanvasPort()
  const isDone = useRef(false)
  useEffect(() => {
    if (!isDrawn || isDone.current) return
    isDone.current = true
    requestAnimationFrame(() => port.current?.begin())
  }, [isDrawn, port])
}
