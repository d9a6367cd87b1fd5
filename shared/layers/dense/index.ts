import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { matMul } from '../../graph/ops/arithmetic'
import { biasAdd } from '../../graph/ops/convolution'
import { Initializer } from '../initializer'
import { defineLayer, type WeightSpec } from '../layer'
import { describeShape } from '../picture'
import { flag, mostChannels, wholeNumber } from '../setting'

/** Every input value to every unit: x kernel + bias, [values] -> [units], kernel [values, units] (PyTorch stores its transpose). */
export const dense = defineLayer({
  type: 'dense',
  family: 'dense',
  schema: z.strictObject({
    units: wholeNumber(1, mostChannels),
    bias: flag().default(true),
    /** He et al. 2015, for ReLU (Keras: Glorot uniform; PyTorch: `torch-default`). */
    kernelInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
    biasInitializer: Initializer.default({ name: 'zeros' }),
  }),
  inputs: { min: 1, max: 1 },
  shape: ({ units }, [values]) =>
    values?.length === 1
      ? [units]
      : {
          code: 'shape-clash',
          message: `needs a vector, its input is ${describeShape(values ?? [])}`,
          remedy: 'put a flatten or a global-avg-pool layer in front of it',
          values: { kind: 'vector', input: describeShape(values ?? []) },
        },
  weights({ units, bias, kernelInitializer, biasInitializer }, [values]) {
    const count = values?.[0] as number
    const fan = { in: count, out: units }
    const weights: WeightSpec[] = [
      { name: 'kernel', shape: [count, units], role: 'kernel', initializer: kernelInitializer, trainable: true, fan },
    ]
    if (bias)
      weights.push({ name: 'bias', shape: [units], role: 'bias', initializer: biasInitializer, trainable: true, fan })
    return weights
  },
  macs: ({ units }, [values]) => (values?.[0] as number) * units,
  field: () => 'all',
  formula: () => 'y_{k} = b_{k} + Σ_{i} x_{i} · w_{ik}',
  lower(context, { bias }, [x]) {
    const y = matMul(context.graph, x as Tensor, context.weight('kernel'))
    return bias ? biasAdd(context.graph, y, context.weight('bias')) : y
  },
})
