import type { MiniMapNodeProps } from '@xyflow/react'
import { memo } from 'react'

/** A node in the overview: a grey mark, in the accent where it is chosen. */
export const NodeSign = memo(({ x, y, width, height, selected }: MiniMapNodeProps) => (
  <rect className={selected ? 'sign chosen' : 'sign'} x={x} y={y} width={width} height={height} rx={4} />
))
NodeSign.displayName = 'NodeSign'
