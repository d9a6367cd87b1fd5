import type { Graph, Tensor } from '../graph'
import { defineOp, type OpDefinition } from '../op'
import { elementTypes, only } from './common'

const checkOp: OpDefinition<{ message: string }> = defineOp<{ message: string }>({
  name: 'CheckNumerics',
  precision: 'follow',
  infer: only,
  attributes: (inputs, { message }) => ({ ...elementTypes(inputs), message: { text: message } }),
  gradient: ({ graph, attrs, dy }) => [graph.add(checkOp, [dy], { message: `gradient of ${attrs.message}` })],
})

/** `x`; the call fails with `message` if it holds NaN or an infinity. */
export const checkNumerics = (graph: Graph, x: Tensor, message: string): Tensor => graph.add(checkOp, [x], { message })
