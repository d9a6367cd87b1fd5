import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { scalarLike } from './array'
import { elementTypes, only } from './common'

const op = defineOp({ name: 'ClipByValue', infer: only, attributes: elementTypes })

/** `x` where it lies between two numbers, else the nearer one. Without a gradient. */
export const clip = (graph: Graph, x: Tensor, least: number, most: number): Tensor =>
  graph.add(op, [x, scalarLike(graph, least, x), scalarLike(graph, most, x)], {})
