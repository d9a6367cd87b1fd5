import { useMemo, useRef } from 'react'
import type { Inference } from '../../shared/model/infer'
import { useEditor } from '../editor/state/EditorProvider'
import { useLaterNetwork } from '../editor/state/useLaterNetwork'
import { canvasView } from '../editor/view/canvasView'

/** The layer of the expanded network whose output a node shows: itself, or the last of a block. */
export function layerOfNode({ layers, parts }: Inference, key: string): string | undefined {
  return layers.has(key) ? key : parts.find(({ id }) => id === key)?.output
}

/** The layers whose output some node of the canvas shows now; the same list as long as they are the same. */
export function useShownLayers(): readonly string[] {
  const { network, inference } = useLaterNetwork()
  const opened = useEditor((state) => state.opened)
  const last = useRef<readonly string[]>([])
  return useMemo(() => {
    const shown = canvasView(network, inference, opened).nodes.flatMap(({ key }) => layerOfNode(inference, key) ?? [])
    const now = [...new Set(shown)]
    if (now.join('\n') !== last.current.join('\n')) last.current = now
    return last.current
  }, [network, inference, opened])
}
