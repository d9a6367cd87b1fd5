import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from '../view/canvasView'

/** Which node stands for one that is gone: the only one that is new, else the one before it. */
export function heirOf(
  before: Pick<CanvasView, 'nodes' | 'byKey'>,
  now: Pick<CanvasView, 'nodes' | 'byKey'>,
  gone: NodeKey,
): NodeKey | undefined {
  const fresh = now.nodes.filter(({ key }) => !before.byKey.has(key))
  if (fresh.length === 1) return fresh[0]?.key
  const at = before.nodes.findIndex(({ key }) => key === gone)
  const earlier = before.nodes
    .slice(0, Math.max(0, at))
    .filter(({ key }) => now.byKey.has(key))
    .at(-1)
  return (earlier ?? now.nodes[0])?.key
}
