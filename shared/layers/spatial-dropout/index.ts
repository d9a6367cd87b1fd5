import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { div, greaterEqual, mul, sub } from '../../graph/ops/arithmetic'
import { cast, slice } from '../../graph/ops/array'
import { randomUniform } from '../../graph/ops/random'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'
import { numberBetween } from '../setting'

/** Above it, what is left would be multiplied by more than a thousand. */
const mostDropped = 0.999

/**
 * Dropout of whole channels (Tompson et al. 2014, arXiv:1411.4280; PyTorch's Dropout2d): neighbouring pixels say much
 * the same, so dropping single ones drops little. In training each channel of each picture is 0 with probability
 * `rate`, else divided by 1 - rate; in inference nothing happens.
 *
 * The rate is a knob. A frozen layer still drops: freezing is about weights, of which it has none.
 */
export const spatialDropout = defineLayer({
  type: 'spatial-dropout',
  family: 'regularization',
  schema: z.strictObject({ rate: numberBetween(0, mostDropped).default(0.5) }),
  inputs: { min: 1, max: 1 },
  shape: (_, [picture]) => notPicture(picture as Shape) ?? (picture as Shape),
  formula: () => 'y_{ijc} = m_{c} · x_{ijc} / (1 − p), m_{c} ∈ {0, 1}',
  lower(context, { rate }, [input]) {
    const { graph, phase } = context
    const x = input as Tensor
    if (phase === 'inference') return x
    const dropped = context.knob('rate', rate)
    const oneEach = slice(graph, x, [0, 0, 0, 0], [-1, 1, 1, -1])
    // Kept where a uniform number of [0, 1) reaches the rate: rate 0 keeps all.
    const reaches = greaterEqual(graph, randomUniform(graph, { like: oneEach }, context.randomKey()), dropped)
    return mul(graph, x, mul(graph, cast(graph, reaches, 'float32'), div(graph, 1, sub(graph, 1, dropped))))
  },
})
