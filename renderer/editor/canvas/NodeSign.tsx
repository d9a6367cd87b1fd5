import type { MiniMapNodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useEditor } from '../state/EditorProvider'

/** A node in the overview: a grey mark, in the accent where it is chosen. */
export const NodeSign = memo(({ id, x, y, width, height, selected }: MiniMapNodeProps) => {
  const isFocus = useEditor(({ focus }) => focus === id)
  return (
    <rect className={selected || isFocus ? 'sign chosen' : 'sign'} x={x} y={y} width={width} height={height} rx={4} />
  )
})
NodeSign.displayName = 'NodeSign'
