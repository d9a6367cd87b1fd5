import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { elementwise } from './common'

const andOp = defineOp({ name: 'LogicalAnd', infer: elementwise })

/** Both of two bool tensors, with NumPy's broadcasting. */
export const and = (graph: Graph, a: Tensor, b: Tensor): Tensor => graph.add(andOp, [a, b], {})
