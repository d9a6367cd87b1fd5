import { type ReactFlowState, useStore } from '@xyflow/react'
import { useCallback } from 'react'

/** The corner of the block in which a node stands, on the canvas: what the bends of its wires count from. */
export function useCorner(key: string): readonly [number, number] {
  const x = useStore(useCallback((state: ReactFlowState) => around(state, key)?.x ?? 0, [key]))
  const y = useStore(useCallback((state: ReactFlowState) => around(state, key)?.y ?? 0, [key]))
  return [x, y]
}

const around = ({ nodeLookup }: ReactFlowState, key: string) => {
  const parent = nodeLookup.get(key)?.parentId
  return parent === undefined ? undefined : nodeLookup.get(parent)?.internals.positionAbsolute
}
