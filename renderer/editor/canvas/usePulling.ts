import type { FinalConnectionState, ReactFlowProps } from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import type { RefObject } from 'react'
import { useEditorStore } from '../state/EditorProvider'
import type { NodeKey, Pull } from '../state/editorStore'
import { pulledId } from '../state/pulledId'
import type { CanvasActions } from '../state/useCanvasActions'
import type { CanvasView } from '../view/canvasView'
import { nodeWidth } from '../view/nodeSize'
import type { Drawn } from './CanvasContext'
import type { FlowEdge, FlowNode } from './flowNodes'

type Pulling = Required<
  Pick<
    ReactFlowProps<FlowNode, FlowEdge>,
    'onConnectStart' | 'onConnect' | 'onConnectEnd' | 'isValidConnection' | 'onReconnect' | 'onReconnectEnd'
  >
>

/** Wires that are pulled out of a port or off their end, and where they are let go. */
export function usePulling(
  { view, places }: Drawn,
  root: RefObject<HTMLElement | null>,
  actions: CanvasActions,
): Pulling {
  const store = useEditorStore()
  const flow = useReactFlow()

  const connectTo = (pull: Pull, target: NodeKey): void => {
    const node = view.byKey.get(target)
    if (node) actions.connect(pull.scope, pulledId(pull), node.layer.id)
  }

  /** In empty space: the list of layers that may follow. */
  const suggest = (pull: Pull, { clientX, clientY }: { clientX: number; clientY: number }): void => {
    const box = root.current?.getBoundingClientRect()
    const place = flow.screenToFlowPosition({ x: clientX, y: clientY })
    const around = pull.scope.block === undefined ? undefined : places.get(enclosing(view, pull.from, pull.port))
    store.setState({
      suggestion: {
        from: pull.from,
        ...(pull.port !== undefined && { port: pull.port }),
        scope: pull.scope,
        at: [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)],
        place: [place.x - (around?.x ?? 0) - nodeWidth / 2, place.y - (around?.y ?? 0)],
      },
    })
  }

  return {
    onConnectStart(_, { nodeId, handleId, handleType }) {
      if (nodeId && handleType === 'source')
        actions.beginPull(nodeId, false, handleId?.startsWith('port:') ? handleId.slice(5) : undefined)
    },
    onConnect({ target }) {
      const { pull } = store.getState()
      if (pull) connectTo(pull, target)
    },
    onConnectEnd(event: MouseEvent | TouchEvent, { isValid, toHandle }: FinalConnectionState) {
      const { pull } = store.getState()
      actions.endPull()
      const point = 'changedTouches' in event ? event.changedTouches[0] : event
      if (!pull || isValid || !point) return
      // Let go on a node's body: what is meant is its port.
      const over = document.elementFromPoint(point.clientX, point.clientY)?.closest('[data-node]')
      const key = over?.getAttribute('data-node')
      const target = key ? view.byKey.get(key) : undefined
      if (target && target.kind !== 'opened') {
        if (pull.verdicts.get(target.key)?.fits) connectTo(pull, target.key)
        // On a port that refused it has been said why.
      } else if (!toHandle) suggest(pull, point)
    },
    isValidConnection({ target, targetHandle }) {
      const { pull } = store.getState()
      // Without a pull of ours it is the end of a wire that is moved: it is judged when it is let go.
      return targetHandle === 'in' && (pull === undefined || pull.verdicts.get(target)?.fits === true)
    },
    onReconnect({ data }, { target }) {
      const node = view.byKey.get(target)
      if (!data?.wire.wire || !node || node.scope.prefix !== data.wire.scope.prefix) return
      const { from, to, input } = data.wire.wire
      if (node.layer.id !== to) actions.rewire(data.wire, from, node.layer.id, input)
    },
    onReconnectEnd(_, { data }, __, { toHandle }) {
      // Pulled off and let go beside everything: the wire is gone.
      if (data && !toHandle) actions.disconnect(data.wire)
    },
  }
}

/** The open block around what a pull begins at; the block itself where it begins at its head. */
const enclosing = (view: CanvasView, from: NodeKey, port: string | undefined): NodeKey =>
  port !== undefined ? from : (view.byKey.get(from)?.parent ?? '')
