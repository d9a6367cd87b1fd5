import { z } from 'zod'
import { choice, finiteNumber } from './setting'

const distribution = choice(['normal', 'truncated-normal', 'uniform'])
const deviation = z
  .number({ error: 'must be a number of at least 0' })
  .min(0, { error: 'must be a number of at least 0' })

/** `fan: "out"` divides by the connections out of a unit (PyTorch's `mode='fan_out'`, torchvision's ResNets); else by those in. */
const overOneFan = (name: 'he' | 'lecun') =>
  z.strictObject({ name: z.literal(name), distribution, fan: choice(['in', 'out']).optional() })

/**
 * How a weight starts. `he` (He et al. 2015), `glorot` (Glorot and Bengio 2010) and `lecun` (LeCun et al. 1998) have
 * variance 2 / fan in, 2 / (fan in + fan out) and 1 / fan in. `truncated-normal` is Keras': cut at two deviations and
 * widened (divided by 0.87962566) so that the variance still holds; `normal` is PyTorch's, not cut.
 * `torch-default` is what PyTorch's layers start with: uniform within 1 / sqrt(fan in), biases too.
 * The plain `truncated-normal` is cut at two deviations and not widened (Keras' TruncatedNormal).
 * `orthogonal` (Saxe et al. 2013) has orthonormal rows or columns, times the gain, once flattened to [all but last, last].
 * `identity` hands input channel k on as output channel k, from the kernel's middle; what is too many gets nothing (PyTorch's
 * `dirac_`). Frozen, with 1x1 and stride 2, it is option A of ResNet's shortcuts.
 */
export const Initializer = z.discriminatedUnion(
  'name',
  [
    overOneFan('he'),
    z.strictObject({ name: z.literal('glorot'), distribution }),
    overOneFan('lecun'),
    z.strictObject({ name: z.literal('torch-default') }),
    z.strictObject({ name: z.literal('normal'), mean: finiteNumber(), deviation }),
    z.strictObject({ name: z.literal('truncated-normal'), mean: finiteNumber(), deviation }),
    z.strictObject({ name: z.literal('uniform'), low: finiteNumber(), high: finiteNumber() }),
    z.strictObject({ name: z.literal('orthogonal'), gain: finiteNumber() }),
    z.strictObject({ name: z.literal('identity') }),
    z.strictObject({ name: z.literal('constant'), value: finiteNumber() }),
    z.strictObject({ name: z.literal('zeros') }),
    z.strictObject({ name: z.literal('ones') }),
  ],
  {
    error:
      'must name an initializer: he, glorot, lecun, torch-default, normal, truncated-normal, uniform, orthogonal, identity, constant, zeros or ones',
  },
)
export type Initializer = z.infer<typeof Initializer>
