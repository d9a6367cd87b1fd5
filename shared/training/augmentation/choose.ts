import type { Graph, Tensor } from '../../graph/graph'
import { add, mul, select, sub } from '../../graph/ops/arithmetic'
import { cast, constant } from '../../graph/ops/array'

/** -1 for the pictures that are chosen and 1 for the others, float32 [n]. */
export const signed = (graph: Graph, chosen: Tensor): Tensor =>
  sub(graph, 1, mul(graph, cast(graph, chosen, 'float32'), 2))

/** `value` for the pictures that are chosen, and for the others the number that changes nothing. */
export const chosenOr = (graph: Graph, chosen: Tensor, value: Tensor, neutral: number): Tensor =>
  select(graph, chosen, value, constant(graph, neutral))

/** A uniform number of [0, 1) spread over `least` to `most`. */
export const between = (graph: Graph, uniform: Tensor, least: Tensor | number, most: Tensor | number): Tensor =>
  add(graph, mul(graph, uniform, width(graph, least, most)), least)

const width = (graph: Graph, least: Tensor | number, most: Tensor | number): Tensor | number =>
  typeof least === 'number' && typeof most === 'number' ? most - least : sub(graph, most, least)

/** A uniform number of [0, 1) spread over -most to most. */
export const around = (graph: Graph, uniform: Tensor, most: Tensor): Tensor =>
  mul(graph, sub(graph, mul(graph, uniform, 2), 1), most)
