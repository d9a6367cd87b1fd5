import { BaseEdge, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useEditor } from '../state/EditorProvider'
import { wirePath } from '../view/wirePath'
import type { FlowEdge } from './flowNodes'
import { useCorner } from './useCorner'

/** A wire: grey and thin, lit where it belongs to what is chosen, dashed where it does not fit. */
export const WireEdge = memo(
  ({ id, source, target, sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<FlowEdge>) => {
    const isLit = useEditor(({ selected: chosen }) => chosen.has(source) || chosen.has(target))
    const isDropped = useEditor(({ dropWire }) => dropWire === id)
    const [x, y] = useCorner(target)
    const bends = (data?.bends ?? []).map(([bx, by]) => [bx + x, by + y] as const)
    const classes = ['wire', data?.isBroken && 'broken', (isLit || selected) && 'lit', isDropped && 'drop']
    return (
      <BaseEdge
        id={id}
        path={wirePath([sourceX, sourceY], [targetX, targetY], bends)}
        className={classes.filter(Boolean).join(' ')}
        interactionWidth={14}
      />
    )
  },
)
WireEdge.displayName = 'WireEdge'
