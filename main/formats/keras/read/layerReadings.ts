import { z } from 'zod'
import { activationPlans } from './activations'
import type { LayerPlan, Reading } from './plan'

/** What a reading may know of where the layer stands. */
export interface ReadingContext {
  readonly isKeras3: boolean
  /** Without the batch. */
  readonly inputs: readonly (readonly number[])[]
}

type Reader = (config: Readonly<Record<string, unknown>>, context: ReadingContext) => Reading

const size = z.int().min(1).max(1_048_576)
const two = z.tuple([size, size])
const window = z.union([
  size.transform((n): [number, number] => [n, n]),
  two,
  z.tuple([size]).transform(([n]): [number, number] => [n, n]),
])
const sides = z.tuple([z.int().min(0).max(1000), z.int().min(0).max(1000)])
const padding = z.enum(['valid', 'same', 'VALID', 'SAME']).transform((word) => word.toLowerCase())
const format = z.literal('channels_last').nullish()
const flag = z.boolean()

/** A reader of a layer's settings by a schema; what does not fit is named. */
const reader =
  <S extends z.ZodType>(schema: S, read: (config: z.infer<S>, context: ReadingContext) => Reading): Reader =>
  (config, context) => {
    const parsed = schema.safeParse(config)
    if (parsed.success) return read(parsed.data, context)
    const [issue] = parsed.error.issues
    return { unknown: `the setting ${issue?.path.join('.') ?? ''} (${issue?.message.replace(/^Invalid input: /, '')})` }
  }

const plans = (...all: readonly LayerPlan[]): Reading => ({ plans: all })

/** The layer and the activation that is one of its settings. */
function activated(plan: LayerPlan, activation: unknown, { isKeras3 }: ReadingContext): Reading {
  const behind = activationPlans(activation, isKeras3)
  return typeof behind === 'string' ? { unknown: behind } : { plans: [plan, ...behind] }
}

const sliding = {
  kernel_size: window,
  strides: window.default([1, 1]),
  padding: padding.default('valid'),
  data_format: format,
  dilation_rate: window.default([1, 1]),
  activation: z.unknown(),
  use_bias: flag.default(true),
}
const slidingConfig = (c: {
  kernel_size: readonly number[]
  strides: readonly number[]
  padding: string
  dilation_rate: readonly number[]
  use_bias: boolean
}) => ({
  kernel: c.kernel_size,
  stride: c.strides,
  padding: c.padding,
  dilation: c.dilation_rate,
  bias: c.use_bias,
})

const pooling = z.object({
  pool_size: window.default([2, 2]),
  strides: window.nullish(),
  padding: padding.default('valid'),
  data_format: format,
})
const pool = (type: 'max-pool' | 'avg-pool'): Reader =>
  reader(pooling, ({ pool_size, strides, padding: how }) =>
    plans({ type, config: { size: pool_size, stride: strides ?? pool_size, padding: how } }),
  )

const globalPool = (type: 'global-avg-pool' | 'global-max-pool'): Reader =>
  reader(z.object({ data_format: format, keepdims: flag.nullish() }), ({ keepdims }, { inputs }) =>
    keepdims
      ? plans({ type, config: {} }, { type: 'reshape', config: { shape: [1, 1, inputs[0]?.at(-1) as number] } })
      : plans({ type, config: {} }),
  )

/** `axis` of a layer, from 1 on: that of the channels, all, or another. */
function axes(axis: unknown, rank: number): 'channels' | 'all' | undefined {
  const list = (Array.isArray(axis) ? axis : [axis])
    .map((k) => (typeof k === 'number' && k < 0 ? k + rank + 1 : k))
    .sort()
  if (list.join() === String(rank)) return 'channels'
  return list.join() === Array.from({ length: rank }, (_, k) => k + 1).join() ? 'all' : undefined
}

const affine = {
  epsilon: z.number().positive().max(1).default(1e-3),
  center: flag.default(true),
  scale: flag.default(true),
}
const list = z.union([
  z.number().transform((n) => [n]),
  z.array(z.number()).min(1),
  z.array(z.array(z.array(z.array(z.number())))).transform((all) => all.flat(3)),
])

const nothing =
  (why: string): Reader =>
  () => ({ leftOut: why })
const inTraining = nothing('it changes pictures in training alone; choose augmentations for that')

/** Every layer of Keras' that we know. */
export const layerReadings: Readonly<Record<string, Reader>> = {
  Conv2D: reader(z.object({ filters: size, groups: size.default(1), ...sliding }), (c, context) =>
    activated(
      { type: 'conv2d', config: { filters: c.filters, groups: c.groups, ...slidingConfig(c) } },
      c.activation,
      context,
    ),
  ),
  DepthwiseConv2D: reader(z.object({ depth_multiplier: size.default(1), ...sliding }), (c, context) =>
    activated(
      { type: 'depthwise-conv2d', config: { multiplier: c.depth_multiplier, ...slidingConfig(c) } },
      c.activation,
      context,
    ),
  ),
  SeparableConv2D: reader(z.object({ filters: size, depth_multiplier: size.default(1), ...sliding }), (c, context) =>
    activated(
      { type: 'separable-conv2d', config: { filters: c.filters, multiplier: c.depth_multiplier, ...slidingConfig(c) } },
      c.activation,
      context,
    ),
  ),
  Conv2DTranspose: reader(
    z.object({ filters: size, output_padding: z.null().optional(), ...sliding }),
    (c, context) => {
      if (c.dilation_rate.some((step) => step > 1)) return { unknown: 'a dilated transposed convolution' }
      const { dilation: _, ...config } = slidingConfig(c)
      // Where the stride is larger than the kernel, Keras goes on to n * stride pixels, which no kernel reaches.
      const beyond = c.strides.map((step, axis) => Math.max(step - (c.kernel_size[axis] as number), 0))
      const outputPadding =
        c.padding === 'valid' && beyond.some((pixels) => pixels > 0) ? { outputPadding: beyond } : {}
      return activated(
        { type: 'conv2d-transpose', config: { filters: c.filters, ...config, ...outputPadding } },
        c.activation,
        context,
      )
    },
  ),
  Dense: reader(z.object({ units: size, activation: z.unknown(), use_bias: flag.default(true) }), (c, context) => {
    const isPicture = context.inputs[0]?.length === 3
    const plan: LayerPlan = isPicture
      ? { type: 'conv2d', config: { filters: c.units, kernel: [1, 1], padding: 'valid', bias: c.use_bias } }
      : { type: 'dense', config: { units: c.units, bias: c.use_bias } }
    return activated(plan, c.activation, context)
  }),
  BatchNormalization: reader(
    z.object({ axis: z.unknown().default(-1), momentum: z.number().min(0).max(1).default(0.99), ...affine }),
    (c, { inputs }) =>
      axes(c.axis, inputs[0]?.length ?? 0) === 'channels'
        ? plans({
            type: 'batch-norm',
            config: {
              momentum: c.momentum,
              epsilon: c.epsilon,
              center: c.center,
              scale: c.scale,
              movingVariance: 'biased',
            },
          })
        : { unknown: 'a batch norm along another axis than the channels' },
  ),
  LayerNormalization: reader(
    z.object({ axis: z.unknown().default(-1), rms_scaling: z.literal(false).nullish(), ...affine }),
    (c, { inputs }) => {
      const along = axes(c.axis, inputs[0]?.length ?? 0)
      if (!along) return { unknown: 'a layer norm along some axes' }
      return plans({
        type: 'layer-norm',
        config: { axes: along, epsilon: c.epsilon, center: c.center, scale: c.scale },
      })
    },
  ),
  GroupNormalization: reader(
    z.object({ groups: z.int().default(32), axis: z.unknown().default(-1), ...affine }),
    (c, { inputs }) => {
      const [picture] = inputs
      if (axes(c.axis, picture?.length ?? 0) !== 'channels') return { unknown: 'a group norm along another axis' }
      const groups = c.groups === -1 ? (picture?.at(-1) as number) : c.groups
      return plans({ type: 'group-norm', config: { groups, epsilon: c.epsilon, center: c.center, scale: c.scale } })
    },
  ),
  Activation: reader(z.object({ activation: z.unknown() }), ({ activation }, { isKeras3 }) => {
    const found = activationPlans(activation, isKeras3)
    return typeof found === 'string' ? { unknown: found } : { plans: found }
  }),
  ReLU: reader(
    z.object({
      max_value: z.number().nullish(),
      negative_slope: z.number().nullish(),
      threshold: z.number().nullish(),
    }),
    ({ max_value, negative_slope, threshold }) => {
      if (threshold) return { unknown: 'a ReLU with a threshold' }
      if (negative_slope)
        return max_value === undefined || max_value === null
          ? plans({ type: 'activation', config: { kind: 'leaky-relu', slope: negative_slope } })
          : { unknown: 'a ReLU with a slope and a largest value' }
      if (max_value === undefined || max_value === null) return plans({ type: 'activation', config: { kind: 'relu' } })
      return max_value === 6
        ? plans({ type: 'activation', config: { kind: 'relu6' } })
        : { unknown: `a ReLU up to ${max_value}` }
    },
  ),
  LeakyReLU: reader(z.object({ negative_slope: z.number().optional(), alpha: z.number().optional() }), (c) =>
    plans({ type: 'activation', config: { kind: 'leaky-relu', slope: c.negative_slope ?? c.alpha ?? 0.3 } }),
  ),
  ELU: reader(z.object({ alpha: z.literal(1).default(1) }), () =>
    plans({ type: 'activation', config: { kind: 'elu' } }),
  ),
  Softmax: reader(z.object({ axis: z.literal([-1, 1, 3]).default(-1) }), ({ axis }, { inputs }) =>
    axis === -1 || axis === inputs[0]?.length
      ? plans({ type: 'activation', config: { kind: 'softmax' } })
      : { unknown: 'a softmax along another axis' },
  ),
  PReLU: reader(z.object({ shared_axes: z.array(z.int()).nullish() }), ({ shared_axes }, { inputs }) => {
    const rank = inputs[0]?.length ?? 0
    const shared = new Set((shared_axes ?? []).map((axis) => (axis < 0 ? axis + rank + 1 : axis)))
    const pixels = Array.from({ length: rank - 1 }, (_, k) => k + 1)
    if (!pixels.every((axis) => shared.has(axis))) return { unknown: 'a PReLU with a slope for each pixel' }
    return plans({ type: 'prelu', config: { slopes: shared.has(rank) ? 'one' : 'channel' } })
  }),
  MaxPooling2D: pool('max-pool'),
  AveragePooling2D: pool('avg-pool'),
  GlobalAveragePooling2D: globalPool('global-avg-pool'),
  GlobalMaxPooling2D: globalPool('global-max-pool'),
  Flatten: reader(z.object({ data_format: format }), () => plans({ type: 'flatten', config: {} })),
  Reshape: reader(z.object({ target_shape: z.array(z.int()).min(1).max(3) }), ({ target_shape }) =>
    plans({ type: 'reshape', config: { shape: target_shape } }),
  ),
  Dropout: reader(z.object({ rate: z.number().min(0).max(0.999), noise_shape: z.null().optional() }), ({ rate }) =>
    plans({ type: 'dropout', config: { rate } }),
  ),
  SpatialDropout2D: reader(z.object({ rate: z.number().min(0).max(0.999), data_format: format }), ({ rate }) =>
    plans({ type: 'spatial-dropout', config: { rate } }),
  ),
  GaussianNoise: reader(z.object({ stddev: z.number().min(0) }), ({ stddev }) =>
    plans({ type: 'gaussian-noise', config: { deviation: stddev } }),
  ),
  Add: reader(z.object({}), () => plans({ type: 'add', config: {} })),
  Multiply: reader(z.object({}), () => plans({ type: 'multiply', config: {} })),
  Concatenate: reader(z.object({ axis: z.int().default(-1) }), ({ axis }, { inputs }) =>
    axis === -1 || axis === inputs[0]?.length
      ? plans({ type: 'concat', config: {} })
      : { unknown: 'a concatenation along another axis' },
  ),
  ZeroPadding2D: reader(
    z.object({
      padding: z.union([z.int(), z.array(z.union([z.int(), z.array(z.int())]))]).default(1),
      data_format: format,
    }),
    ({ padding: around }) => plans({ type: 'zero-pad', config: { padding: around } }),
  ),
  Cropping2D: reader(z.object({ cropping: z.tuple([sides, sides]), data_format: format }), ({ cropping }) => {
    const [[top, bottom], [left, right]] = cropping
    const kernel = [top + bottom + 1, left + right + 1] as const
    // A kernel that takes one pixel of its window: the picture without its edges.
    const values = (shape: readonly number[]) => {
      const channels = shape[2] as number
      const taps = new Float32Array(kernel[0] * kernel[1] * channels)
      taps.fill(1, (top * kernel[1] + left) * channels, (top * kernel[1] + left + 1) * channels)
      return taps
    }
    return plans({
      type: 'depthwise-conv2d',
      config: { kernel, padding: 'valid', bias: false },
      values: { kernel: values },
    })
  }),
  UpSampling2D: reader(
    z.object({
      size: window.default([2, 2]),
      interpolation: z.enum(['nearest', 'bilinear']).default('nearest'),
      data_format: format,
    }),
    ({ size: factor, interpolation }) => plans({ type: 'upsampling', config: { factor, method: interpolation } }),
  ),
  Rescaling: reader(z.object({ scale: list, offset: list.default([0]) }), ({ scale, offset }) => ({ scale, offset })),
  Normalization: reader(
    z.object({
      axis: z.unknown().default(-1),
      mean: list.nullish(),
      variance: list.nullish(),
      invert: z.literal(false).nullish(),
    }),
    ({ axis, mean, variance }, { inputs }) => {
      if (axes(axis, inputs[0]?.length ?? 0) !== 'channels') return { unknown: 'a normalization along another axis' }
      return mean && variance ? { normalization: true, given: { mean, variance } } : { normalization: true }
    },
  ),
  ActivityRegularization: nothing('it adds to the loss in training alone'),
  Identity: nothing('it does nothing'),
  RandomFlip: inTraining,
  RandomRotation: inTraining,
  RandomZoom: inTraining,
  RandomTranslation: inTraining,
  RandomContrast: inTraining,
  RandomBrightness: inTraining,
  RandomCrop: inTraining,
  RandomHeight: inTraining,
  RandomWidth: inTraining,
}
