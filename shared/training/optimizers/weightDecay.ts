import { z } from 'zod'
import type { Graph, Node, Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import { assignSub } from '../../graph/ops/state'
import type { Variable } from '../../graph/program'
import type { WeightRole } from '../../layers/layer'
import type { Optimizer } from '.'

/**
 * Pulls weights towards zero.
 *
 *   coupled     amount p is added to the gradient, after clipping, and runs through the moments: `weight_decay` of PyTorch's SGD,
 *               RMSprop, Adagrad and Adam. Keras' `l2(a)` is coupled with amount 2a (its loss shows a sum(p^2) on top; ours does not).
 *   decoupled   p -= rate amount p beside the optimizer's own change: AdamW, and `weight_decay` of every Keras optimizer
 */
export const WeightDecay = z.strictObject({
  coupling: z.enum(['coupled', 'decoupled']),
  amount: z.number().nonnegative(),
})
export type WeightDecay = z.infer<typeof WeightDecay>

/** What weight decay leaves alone: `biases`, and `norms`, that is a normalization's gamma and beta. */
export const DecayExclusion = z.enum(['biases', 'norms'])
export type DecayExclusion = z.infer<typeof DecayExclusion>

const rolesOf: Record<DecayExclusion, readonly WeightRole[]> = { biases: ['bias'], norms: ['gamma', 'beta'] }

export const isDecayed = (role: WeightRole, excluded: readonly DecayExclusion[]): boolean =>
  !excluded.some((exclusion) => rolesOf[exclusion].includes(role))

/** The decay that really happens: AdamW brings its own. */
export const decayOf = (optimizer: Optimizer, chosen: WeightDecay | undefined): WeightDecay | undefined =>
  optimizer.name === 'adamw' ? { coupling: 'decoupled', amount: optimizer.weightDecay } : chosen

/** The gradient with coupled decay in it. */
export const coupledDecay = (graph: Graph, { value }: Variable, gradient: Tensor, amount: Tensor | number): Tensor =>
  add(graph, gradient, mul(graph, value, amount))

/** Takes the part `share` (rate x amount) of the parameter away from it; the optimizer's own change is to come after this node. */
export const decoupledDecay = (graph: Graph, { handle, value }: Variable, share: Tensor): Node =>
  assignSub(graph, handle, mul(graph, value, share))
