import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { div, greaterEqual, mul, sub } from '../../graph/ops/arithmetic'
import { cast } from '../../graph/ops/array'
import { randomUniform } from '../../graph/ops/random'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { numberBetween } from '../setting'

/** Above it, what is left would be multiplied by more than a thousand. */
const mostDropped = 0.999

/**
 * Dropout (Srivastava et al. 2014), inverted: in training each value is 0 with probability `rate`, else divided by 1 - rate; in
 * inference nothing happens. ('Deep Learning from Scratch' and AlexNet do not divide, and multiply by 1 - rate in inference.)
 *
 * The rate is a knob. A frozen layer still drops: freezing is about weights, of which it has none.
 */
export const dropout = defineLayer({
  type: 'dropout',
  family: 'regularization',
  schema: z.strictObject({ rate: numberBetween(0, mostDropped).default(0.5) }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  lower(context, { rate }, [input]) {
    const { graph, phase } = context
    const x = input as Tensor
    if (phase === 'inference') return x
    const dropped = context.knob('rate', rate)
    // Kept where a uniform number of [0, 1) reaches the rate: rate 0 keeps all.
    const kept = cast(graph, greaterEqual(graph, randomUniform(graph, { like: x }, context.randomKey()), dropped), 'float32')
    return mul(graph, x, mul(graph, kept, div(graph, 1, sub(graph, 1, dropped))))
  },
})
