import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { localResponse } from '../../graph/ops/localResponse'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'
import { choice, numberBetween, wholeNumber } from '../setting'

/** Widest window, in channels. */
const mostNeighbours = 9_999

/**
 * Local response normalization: each value divided by a power of the squares of `size` channels around it at its pixel,
 * x / (k + a * sum of squares)^beta.
 *
 *   convention   a               who
 *   paper        alpha           Krizhevsky et al. 2012, TensorFlow
 *   pytorch      alpha / size    PyTorch, Caffe (so GoogLeNet's prototxt)
 *
 * Beyond the first and last channel there is nothing. Defaults are AlexNet's (PyTorch: k 1). TensorFlow has the op in
 * float32 alone: mixed precision leaves it there.
 */
export const localResponseNorm = defineLayer({
  type: 'local-response-norm',
  family: 'normalization',
  schema: z.strictObject({
    /** Channels in a window, odd: its own and as many on each side. */
    size: wholeNumber(1, mostNeighbours)
      .refine((size) => size % 2 === 1, { error: 'must be odd: the channel itself and as many on each side' })
      .default(5),
    alpha: numberBetween(0, 1_000).default(1e-4),
    beta: numberBetween(0, 100).default(0.75),
    k: numberBetween(1e-6, 1e6).default(2),
    convention: choice(['paper', 'pytorch']).default('paper'),
  }),
  inputs: { min: 1, max: 1 },
  shape: (_, [picture]) => notPicture(picture as Shape) ?? (picture as Shape),
  formula: ({ convention }) => `y_{c} = x_{c} / (k + ${convention === 'pytorch' ? 'α/n' : 'α'} · Σ x_{c′}^{2})^{β}`,
  lower: ({ graph }, { size, alpha, beta, k, convention }, [x]) =>
    localResponse(graph, x as Tensor, {
      radius: (size - 1) / 2,
      bias: k,
      alpha: convention === 'pytorch' ? alpha / size : alpha,
      beta,
    }),
})
