import { Handle, Position } from '@xyflow/react'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'

/** Where wires go out. Of the node that has the keyboard it is the next thing that Tab reaches. */
export const OutPort = ({
  id,
  name,
  isFocus,
  handle = 'out',
  left,
}: {
  id: NodeKey
  name: string
  isFocus: boolean
  handle?: string
  /** From the left edge, in pixels; default: the middle. */
  left?: number
}) => {
  const isFrom = useEditor(({ pull }) => pull?.from === id && (pull.port === undefined) === (handle === 'out'))
  return (
    <Handle
      id={handle}
      type="source"
      position={Position.Bottom}
      className={isFrom ? 'port from' : 'port'}
      role="button"
      tabIndex={isFocus ? 0 : -1}
      aria-label={name}
      data-port={handle}
      {...(left !== undefined && { style: { left } })}
    />
  )
}
