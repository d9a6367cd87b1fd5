import { z } from 'zod'
import type { Graph, Tensor } from '../../graph/graph'
import { add, addAll, div, maximum, minimum, mul, total } from '../../graph/ops/arithmetic'
import { sqrt, square } from '../../graph/ops/functions'
import { Convention } from '../convention'

/**
 * Keeps gradients small, before the optimizer and any coupled weight decay see them.
 *
 *   value         each element within -limit..limit
 *   norm          each parameter's gradient is scaled down to the norm `limit` (Keras' `clipnorm`)
 *   global-norm   all together (Pascanu et al. 2013): Keras scales by min(1, limit / norm), PyTorch's `clip_grad_norm_` by
 *                 min(1, limit / (norm + 1e-6))
 */
export const Clip = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('value'), limit: z.number().positive() }),
  z.strictObject({ by: z.literal('norm'), limit: z.number().positive() }),
  z.strictObject({
    by: z.literal('global-norm'),
    limit: z.number().positive(),
    convention: Convention.default('keras'),
  }),
])
export type Clip = z.infer<typeof Clip>

export function clipGradients(graph: Graph, clip: Clip, gradients: readonly Tensor[]): readonly Tensor[] {
  const { limit } = clip
  if (clip.by === 'value') return gradients.map((g) => maximum(graph, minimum(graph, g, limit), -limit))
  if (clip.by === 'norm') return gradients.map((g) => mul(graph, g, shrink(graph, globalNorm(graph, [g]), limit)))
  if (gradients.length === 0) return gradients
  const norm = globalNorm(graph, gradients)
  const factor = shrink(graph, clip.convention === 'keras' ? norm : add(graph, norm, 1e-6), limit)
  return gradients.map((g) => mul(graph, g, factor))
}

/** min(1, limit / norm), also for a norm of 0. */
const shrink = (graph: Graph, norm: Tensor, limit: number) => div(graph, limit, maximum(graph, norm, limit))

/** The Euclidean norm of all the tensors' elements together. */
export const globalNorm = (graph: Graph, tensors: readonly Tensor[]): Tensor =>
  sqrt(
    graph,
    addAll(
      graph,
      tensors.map((x) => total(graph, square(graph, x))),
    ),
  )
