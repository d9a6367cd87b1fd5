import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { mul, neg, sub } from '../../graph/ops/arithmetic'
import { relu } from '../../graph/ops/functions'
import type { Shape } from '../../graph/shape'
import { Initializer } from '../initializer'
import { defineLayer } from '../layer'
import { choice } from '../setting'

/**
 * Parametric ReLU: x above zero, slope * x below, the slope learned; any shape. At zero the slope from the right
 * counts, as TensorFlow has it.
 *
 *   slopes    slope   who
 *   channel   [c]     PyTorch's PReLU(c), Keras with shared_axes
 *   one       [1]     PyTorch's default
 *
 * It starts at 0.25 (the paper, PyTorch; Keras: 0).
 * @see He et al. 2015, arXiv:1502.01852
 */
export const prelu = defineLayer({
  type: 'prelu',
  family: 'activation',
  schema: z.strictObject({
    slopes: choice(['channel', 'one']).default('channel'),
    initializer: Initializer.default({ name: 'constant', value: 0.25 }),
  }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  weights: ({ slopes, initializer }, [input]) => [
    {
      name: 'slope',
      shape: slopes === 'one' ? [1] : (input as Shape).slice(-1),
      role: 'slope',
      initializer,
      trainable: true,
    },
  ],
  formula: () => 'y = max(x, 0) + a · min(x, 0)',
  lower({ graph, weight }, _, [input]) {
    const x = input as Tensor
    return sub(graph, relu(graph, x), mul(graph, relu(graph, neg(graph, x)), weight('slope')))
  },
})
