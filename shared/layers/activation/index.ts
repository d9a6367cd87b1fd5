import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { choice, numberBetween } from '../setting'
import { formulas } from './formulas'
import { type ActivationKind, activations } from './functions'

const kinds = Object.keys(activations) as [ActivationKind, ...ActivationKind[]]

/** PyTorch's; the Keras layer has 0.3, keras.activations.leaky_relu 0.2. */
const defaultSlope = 0.01

/**
 * A function of each value, any shape; `softmax` and `log-softmax` go along the last axis (channels).
 * `slope` is for `leaky-relu` alone. ELU has alpha 1; SELU the constants of Klambauer et al. 2017.
 */
export const activation = defineLayer({
  type: 'activation',
  family: 'activation',
  schema: z
    .strictObject({ kind: choice(kinds).default('relu'), slope: numberBetween(0, 1).optional() })
    .refine(({ kind, slope }) => slope === undefined || kind === 'leaky-relu', {
      path: ['slope'],
      error: 'is for kind "leaky-relu" alone',
    }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  formula: ({ kind }) => formulas[kind],
  lower: ({ graph }, { kind, slope }, [x]) => activations[kind](graph, x as Tensor, slope ?? defaultSlope),
})
