import { connect, disconnect, type Scope, verdictsFrom } from '../../../../shared/model/edits'
import type { LayerId } from '../../../../shared/model/layerSpec'
import type { ViewNode, ViewWire } from '../../view/canvasView'
import { insideOf } from '../../view/placeOfKey'
import type { NodeKey, Pull } from '../editorStore'
import type { ActionContext } from './actionContext'

/** Wires: pulled, put, moved and taken away. */
export function wireActions({ edit, editor, port, t, network }: ActionContext) {
  return {
    connect(scope: Scope, from: LayerId, to: LayerId, input?: number) {
      return edit((before) => connect(before, { from, to, input }, scope), t('done.connected', { from, to }))
    },
    disconnect(wire: ViewWire) {
      const { wire: ends, scope } = wire
      if (!ends) return
      edit((before) => disconnect(before, ends, scope), t('done.disconnected', { from: ends.from, to: ends.to }))
    },
    /** The end of a wire put on another layer. */
    rewire(wire: ViewWire, from: LayerId, to: LayerId, input: number) {
      const { scope, wire: ends } = wire
      if (!ends) return
      edit(
        (before) => connect(disconnect(before, { from, to: ends.to, input }, scope), { from, to }, scope),
        t('done.connected', { from, to }),
      )
    },
    scopeInside(key: NodeKey): Scope | undefined {
      const node = port.current?.drawn().view.byKey.get(key)
      return node && scopeInside(node)
    },
    /** Begins a wire at a node's output, or at an input of the open block `key`. */
    beginPull(key: NodeKey, isByKeys: boolean, portName?: LayerId): Pull | undefined {
      const node = port.current?.drawn().view.byKey.get(key)
      if (!node) return undefined
      const scope = (portName !== undefined ? scopeInside(node) : undefined) ?? node.scope
      const verdicts = verdictsFrom(network(), portName ?? node.layer.id, scope)
      const pull: Pull = {
        from: key,
        ...(portName !== undefined && { port: portName }),
        scope,
        verdicts: new Map([...verdicts].map(([id, verdict]) => [scope.prefix + id, verdict])),
        isByKeys,
      }
      editor.setState({ pull, suggestion: undefined })
      return pull
    },
    endPull() {
      if (editor.getState().pull) editor.setState({ pull: undefined })
    },
  }
}

const scopeInside = ({ key, layer: { block, repeat } }: ViewNode): Scope | undefined =>
  block === undefined ? undefined : { block, prefix: `${insideOf(key, repeat)}.` }
