import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import { randomNormal } from '../../graph/ops/random'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { numberBetween } from '../setting'

/**
 * In training adds to each value a random number of mean 0 and a given deviation, any shape; in inference nothing
 * happens.
 *
 * The deviation is a knob. A frozen layer still adds noise: freezing is about weights, of which it has none.
 * @see Bishop 1995, Training with noise is equivalent to Tikhonov regularization
 */
export const gaussianNoise = defineLayer({
  type: 'gaussian-noise',
  family: 'regularization',
  schema: z.strictObject({ deviation: numberBetween(0, 1e6).default(0.1) }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  formula: () => 'y = x + σ · n, n ~ N(0, 1)',
  lower(context, { deviation }, [input]) {
    const { graph, phase } = context
    const x = input as Tensor
    if (phase === 'inference') return x
    const noise = randomNormal(graph, { like: x }, context.randomKey())
    return add(graph, x, mul(graph, noise, context.knob('deviation', deviation)))
  },
})
