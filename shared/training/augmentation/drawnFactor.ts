import type { Tensor } from '../../graph/graph'
import { add } from '../../graph/ops/arithmetic'
import { around, chosenOr } from './choose'
import type { OperationContext } from './operation'

/** A factor of 1 - amount to 1 + amount for each picture, uniform, and 1 for those that are not chosen: float32 [n], told as `factor`. */
export function drawnFactor(context: OperationContext): Tensor {
  const { graph } = context
  const { chosen, uniform } = context.draw(1)
  const drawn = add(graph, around(graph, uniform[0] as Tensor, context.strength('amount')), 1)
  const factor = chosenOr(graph, chosen, drawn, 1)
  context.tell('factor', factor)
  return factor
}
