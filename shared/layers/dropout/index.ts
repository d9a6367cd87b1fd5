import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { div, greaterEqual, mul, sub } from '../../graph/ops/arithmetic'
import { cast, constant } from '../../graph/ops/array'
import { randomUniform } from '../../graph/ops/random'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { choice, numberBetween } from '../setting'

/** Above it, what is left would be multiplied by more than a thousand. */
const mostDropped = 0.999

/**
 * Dropout (Srivastava et al. 2014): in training each value is 0 with probability `rate`.
 *
 *   scaling      in training          in inference
 *   training     kept / (1 - rate)    as it is          "inverted": Keras, PyTorch
 *   inference    kept as it is        * (1 - rate)      AlexNet 2012, 'Deep Learning from Scratch'
 *
 * With the first the rate is a knob; with the second inference must know it, so it stands.
 * A frozen layer still drops: freezing is about weights, of which it has none.
 */
export const dropout = defineLayer({
  type: 'dropout',
  family: 'regularization',
  schema: z.strictObject({
    rate: numberBetween(0, mostDropped).default(0.5),
    scaling: choice(['training', 'inference']).default('training'),
  }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  formula: ({ scaling }) => (scaling === 'training' ? 'y = m · x / (1 − p), m ∈ {0, 1}' : 'y = m · x; y = (1 − p) · x'),
  lower(context, { rate, scaling }, [input]) {
    const { graph, phase } = context
    const x = input as Tensor
    if (phase === 'inference') return scaling === 'training' || rate === 0 ? x : mul(graph, x, 1 - rate)
    const dropped = scaling === 'training' ? context.knob('rate', rate) : constant(graph, rate)
    // Kept where a uniform number of [0, 1) reaches the rate: rate 0 keeps all.
    const kept = cast(
      graph,
      greaterEqual(graph, randomUniform(graph, { like: x }, context.randomKey()), dropped),
      'float32',
    )
    return mul(graph, x, scaling === 'training' ? mul(graph, kept, div(graph, 1, sub(graph, 1, dropped))) : kept)
  },
})
