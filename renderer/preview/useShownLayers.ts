import { useDeferredValue, useMemo, useRef } from 'react'
import { keptParts } from '../../shared/keptParts'
import type { Inference } from '../../shared/model/infer'
import { useEditor } from '../editor/state/EditorProvider'
import { useLaterNetwork } from '../editor/state/NetworkProvider'

/** The layer of the expanded network whose output a node shows: itself, or the last of a block. */
export function layerOfNode({ layers, parts }: Inference, key: string): string | undefined {
  return layers.has(key) ? key : parts.find(({ id }) => id === key)?.output
}

/**
 * The layers whose output something shows: the inspector for a chosen one, the nodes that are in view. The same list as long as they are the same,
 * `undefined` until something is drawn.
 */
export function useShownLayers(): readonly string[] | undefined {
  const { inference } = useLaterNetwork()
  const inView = useDeferredValue(useEditor((state) => state.inView))
  const only = useDeferredValue(useEditor(({ selected }) => (selected.size === 1 ? [...selected][0] : undefined)))
  const last = useRef<readonly string[]>(undefined)
  return useMemo(() => {
    const keys = inView && (only === undefined ? inView : [only, ...inView])
    const now = keys && [...new Set(keys.flatMap((key) => layerOfNode(inference, key) ?? []))]
    last.current = keptParts(last.current, now)
    return last.current
  }, [inference, inView, only])
}
