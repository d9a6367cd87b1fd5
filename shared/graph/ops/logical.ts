import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { elementwise, only } from './common'

const andOp = defineOp({ name: 'LogicalAnd', infer: elementwise })
const notOp = defineOp({ name: 'LogicalNot', infer: only })

/** Both of two bool tensors, with NumPy's broadcasting. */
export const and = (graph: Graph, a: Tensor, b: Tensor): Tensor => graph.add(andOp, [a, b], {})
export const not = (graph: Graph, x: Tensor): Tensor => graph.add(notOp, [x], {})
