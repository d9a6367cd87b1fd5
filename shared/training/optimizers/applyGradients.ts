import type { Node, Tensor } from '../../graph/graph'
import { mul } from '../../graph/ops/arithmetic'
import { identity } from '../../graph/ops/array'
import type { Variable } from '../../graph/program'
import type { WeightRole } from '../../layers/layer'
import { beginStep, type Optimizer } from '.'
import { type Clip, clipGradients } from './clip'
import { oncePerTensor } from './oncePerTensor'
import type { StepContext } from './optimizer'
import { coupledDecay, type DecayExclusion, decayOf, decoupledDecay, isDecayed, type WeightDecay } from './weightDecay'

/** A parameter that this step changes. */
export interface TrainedParameter {
  readonly variable: Variable
  readonly role: WeightRole
  readonly gradient: Tensor
  /** float32 scalar: the learning rate now, times the layer's multiplier. */
  readonly rate: Tensor
}

export interface UpdateSettings {
  readonly optimizer: Optimizer
  readonly weightDecay?: WeightDecay | undefined
  readonly decayExcludes: readonly DecayExclusion[]
  readonly clip?: Clip | undefined
}

/**
 * Adds one step: clips the gradients, decays weights, runs the optimizer. The nodes that come back mean: all done. `amount`: how much weights
 * decay, a scalar, in place of what the settings say.
 */
export function applyGradients(
  context: StepContext,
  { optimizer, weightDecay, decayExcludes, clip }: UpdateSettings,
  parameters: readonly TrainedParameter[],
  amount?: Tensor,
): Node[] {
  const { graph } = context
  const raw = parameters.map(({ gradient }) => gradient)
  const clipped = clip ? graph.scope('clip', () => clipGradients(graph, clip, raw)) : raw
  const decay = decayOf(optimizer, weightDecay)
  const update = graph.scope('optimizer', () => beginStep(optimizer, context))
  const decayed = amount ?? decay?.amount ?? 0
  const share = oncePerTensor((rate) => mul(graph, rate, decayed))
  return parameters.flatMap(({ variable, role, rate }, k) =>
    graph.scope(`optimizer/${variable.name}`, () => {
      const gradient = clipped[k] as Tensor
      if (!decay || decayed === 0 || !isDecayed(role, decayExcludes)) return update(variable, gradient, rate)
      if (decay.coupling === 'coupled') return update(variable, coupledDecay(graph, variable, gradient, decayed), rate)
      const pulled = decoupledDecay(graph, variable, share(rate))
      return update(variable, identity(graph, gradient, 'after_decay', [pulled]), rate)
    }),
  )
}
