import type { ConnectionLineComponentProps } from '@xyflow/react'
import { wirePath } from '../view/wirePath'
import type { FlowNode } from './flowNodes'

/** The wire that is being pulled. */
export const PulledWire = ({ fromX, fromY, toX, toY }: ConnectionLineComponentProps<FlowNode>) => (
  <path className="wire pulled" d={wirePath([fromX, fromY], [toX, toY])} fill="none" />
)
