import { BaseEdge, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useEditor } from '../state/EditorProvider'
import { wirePath } from '../view/wirePath'
import type { FlowEdge } from './flowNodes'

/** A wire: grey and thin, lit where it belongs to what is chosen, dashed where it does not fit. */
export const WireEdge = memo(({ id, sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<FlowEdge>) => {
  const isDropped = useEditor(({ dropWire }) => dropWire === id)
  const classes = ['wire', data?.isBroken && 'broken', (data?.isLit || selected) && 'lit', isDropped && 'drop']
  return (
    <BaseEdge
      id={id}
      path={wirePath([sourceX, sourceY], [targetX, targetY], data?.bends)}
      className={classes.filter(Boolean).join(' ')}
      interactionWidth={14}
    />
  )
})
WireEdge.displayName = 'WireEdge'
