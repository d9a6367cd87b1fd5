import type { Shape } from '../../../shared/graph/shape'
import { binsOf, meanOfBins } from '../../../shared/layers/adaptive-avg-pool/bins'
import { extents } from '../../../shared/layers/conv2d-transpose/size'
import { filterKernel } from '../../../shared/layers/image-filter/schema'
import { type Sliding, windowsOver } from '../../../shared/layers/padding'
import { poolSliding } from '../../../shared/layers/pooling'
import type { Pair } from '../../../shared/layers/setting'
import { type ExportLayer, type ExportLayerOf, type ExportModel, weightOf } from '../exportModel'
import { kerasActivation } from './kerasActivation'
import type { KerasDialect, KerasLayer, KerasWeight } from './kerasModel'
import { isNonNegative } from './nonNegative'

export interface NoEqual {
  readonly what: string
  readonly remedy: string
}
const other = 'export it as ONNX or as a SavedModel'

type Made = KerasLayer[] | NoEqual
type Dims = readonly [number, number, number]

/** One of our layers as Keras', the last of which has its name; or why there is none. */
export function kerasLayersOf(layer: ExportLayer, model: ExportModel, dialect: KerasDialect): Made {
  const { id, inputs, shape } = layer
  const one = (
    className: string,
    config: Record<string, unknown>,
    weights: readonly KerasWeight[] = [],
  ): KerasLayer[] => [{ name: id, className, config, inputs, shape, weights }]
  const own = (name: string, theirs = name, as?: Shape): KerasWeight => ({
    name: theirs,
    shape: as ?? (model.weights.shapes.get(weightOf(layer, name)) as Shape),
    from: weightOf(layer, name),
  })
  const bias = () => (layer.weights.includes('bias') ? [own('bias')] : [])
  switch (layer.type) {
    case 'input':
      return one('InputLayer', {})
    case 'scale':
      return one('Rescaling', { scale: single(layer.config.scale), offset: single(layer.config.offset) })
    case 'activation':
      return kerasActivation(layer, dialect)
    case 'prelu': {
      const axes = layer.inputShapes[0]?.length === 3
      const channel = layer.config.slopes === 'channel'
      const shared = axes ? (channel ? [1, 2] : [1, 2, 3]) : channel ? [] : [1]
      const slopes = axes ? [1, 1, channel ? (shape[2] as number) : 1] : [channel ? (shape[0] as number) : 1]
      return one('PReLU', { shared_axes: shared.length > 0 ? shared : null }, [own('slope', 'alpha', slopes)])
    }
    case 'conv2d':
      return convolution(layer, model, dialect)
    case 'depthwise-conv2d': {
      const fault =
        strideFault(layer.config) ?? squareFault(layer.config.stride) ?? dilationFault(layer.config, dialect)
      if (fault) return fault
      const kernel = own('kernel', dialect === 'keras3' ? 'kernel' : 'depthwise_kernel')
      return padded(layer, layer.config, (padding, from) => ({
        name: id,
        className: 'DepthwiseConv2D',
        config: {
          ...slidingConfig(layer.config, padding),
          depth_multiplier: layer.config.multiplier,
          ...linear(layer.config),
        },
        inputs: from,
        shape,
        weights: [kernel, ...bias()],
      }))
    }
    case 'separable-conv2d': {
      const fault =
        strideFault(layer.config) ?? squareFault(layer.config.stride) ?? dilationFault(layer.config, dialect)
      if (fault) return fault
      const { filters, multiplier } = layer.config
      return padded(layer, layer.config, (padding, from) => ({
        name: id,
        className: 'SeparableConv2D',
        config: {
          filters,
          ...slidingConfig(layer.config, padding),
          depth_multiplier: multiplier,
          ...linear(layer.config),
        },
        inputs: from,
        shape,
        weights: [own('depthwise-kernel', 'depthwise_kernel'), own('pointwise-kernel', 'pointwise_kernel'), ...bias()],
      }))
    }
    case 'conv2d-transpose':
      return transposed(layer, [own('kernel'), ...bias()])
    case 'image-filter':
      return imageFilter(layer, dialect)
    case 'dense':
      return one('Dense', { units: layer.config.units, ...linear(layer.config) }, [own('kernel'), ...bias()])
    case 'batch-norm': {
      const { epsilon, momentum, scale, center } = layer.config
      const weights = [
        ...(scale ? [own('gamma')] : []),
        ...(center ? [own('beta')] : []),
        own('moving-mean', 'moving_mean'),
        own('moving-variance', 'moving_variance'),
      ]
      const config = {
        axis: dialect === 'keras2' ? [shape.length] : -1,
        momentum: momentum ?? 0.99,
        epsilon,
        scale,
        center,
      }
      return one('BatchNormalization', config, weights)
    }
    case 'layer-norm': {
      const { axes, epsilon, scale, center } = layer.config
      // Seen on Keras 3.15: its reader of .h5 takes the last axis alone.
      if (axes === 'all' && shape.length === 3 && dialect === 'keras2')
        return {
          what: 'a layer norm over whole pictures',
          remedy: 'Keras reads that wrong from .h5: export it as .keras',
        }
      const axis = axes === 'all' ? shape.map((_, k) => k + 1) : [shape.length]
      const config = { axis: axis.length === 1 && dialect !== 'keras2' ? -1 : axis, epsilon, scale, center }
      return one('LayerNormalization', config, affine(layer, own))
    }
    case 'group-norm': {
      if (dialect === 'tfjs') return { what: 'group norm', remedy: `TensorFlow.js has no such layer: ${other}` }
      const { groups, epsilon, scale, center } = layer.config
      return one('GroupNormalization', { groups, axis: -1, epsilon, scale, center }, affine(layer, own))
    }
    case 'local-response-norm':
      return { what: 'local response norm', remedy: `Keras has no such layer: ${other}` }
    case 'max-pool': {
      const sliding = poolSliding(layer.config)
      const fits = keptPadding(layer.inputShapes[0] as Shape, sliding)
      if (!fits && !isNonNegative(model, inputs[0] as string))
        return {
          what: 'padding of a max pool in front of which values below zero come',
          remedy: `Keras would take the padding's zeros for values: use padding "same" or "valid", or ${other}`,
        }
      return padded(layer, sliding, (padding, from) => ({
        name: id,
        className: 'MaxPooling2D',
        config: poolConfig(sliding, padding),
        inputs: from,
        shape,
        weights: [],
      }))
    }
    case 'avg-pool': {
      const sliding = poolSliding(layer.config)
      const picture = layer.inputShapes[0] as Shape
      const windows = windowsOver(picture, sliding)
      const kept = keptPadding(picture, sliding)
      const isPlain = windows.every(({ before, after, overhang }) => before + after + overhang === 0)
      const counts = layer.config.countBorder && !isPlain
      // What Keras calls "same" counts pixels of the picture alone; zeros put around it by a layer of their own are counted.
      const works = counts ? windows.every(({ overhang }) => overhang === 0) : kept !== undefined
      if (!works)
        return {
          what: counts ? 'an average pool that rounds its size up' : 'padding of an average pool that is not counted',
          remedy: `Keras counts the padding otherwise: use padding "same" or "valid", or ${other}`,
        }
      const make = (padding: string, from: readonly string[]): KerasLayer => ({
        name: id,
        className: 'AveragePooling2D',
        config: poolConfig(sliding, padding),
        inputs: from,
        shape,
        weights: [],
      })
      return counts ? zerosAround(layer, sliding, make) : padded(layer, sliding, make)
    }
    case 'global-avg-pool':
      return one('GlobalAveragePooling2D', format)
    case 'global-max-pool':
      return one('GlobalMaxPooling2D', format)
    case 'adaptive-avg-pool':
      return adaptive(layer)
    case 'flatten':
      return one('Flatten', format)
    case 'reshape':
      return one('Reshape', { target_shape: shape })
    case 'add':
      return one('Add', {})
    case 'concat':
      return one('Concatenate', { axis: -1 })
    case 'multiply':
      return multiplication(layer)
    case 'zero-pad': {
      const { padding, channels } = layer.config
      if (channels.some((count) => count > 0))
        return { what: 'zeros for channels', remedy: `use an option-a-shortcut layer, or ${other}` }
      return one('ZeroPadding2D', { padding, ...format })
    }
    case 'upsampling': {
      const { factor, method } = layer.config
      if (dialect === 'tfjs' && method === 'bilinear')
        return {
          what: 'bilinear upsampling',
          remedy: `TensorFlow.js puts the pixels elsewhere: use method "nearest", or ${other}`,
        }
      return one('UpSampling2D', { size: factor, interpolation: method, ...format })
    }
    case 'option-a-shortcut': {
      const { filters, stride } = layer.config
      const channels = layer.inputShapes[0]?.[2] as number
      const values = () => {
        const kernel = new Float32Array(channels * filters)
        for (let c = 0; c < channels; c++) kernel[c * filters + c] = 1
        return kernel
      }
      const config = {
        filters,
        kernel_size: [1, 1],
        strides: stride,
        padding: 'valid',
        dilation_rate: [1, 1],
        groups: 1,
        ...format,
        activation: 'linear',
        use_bias: false,
        trainable: false,
      }
      return one('Conv2D', config, [{ name: 'kernel', shape: [1, 1, channels, filters], fixed: values }])
    }
  }
}

const format = { data_format: 'channels_last' }
const single = (values: readonly number[]) => (values.length === 1 ? values[0] : values)
const linear = ({ bias }: { readonly bias: boolean }) => ({ activation: 'linear', use_bias: bias })

const affine = ({ weights }: ExportLayer, own: (name: string) => KerasWeight): KerasWeight[] =>
  ['gamma', 'beta'].filter((name) => weights.includes(name)).map((name) => own(name))

const slidingConfig = ({ kernel, stride, dilation }: Sliding, padding: string) => ({
  kernel_size: kernel,
  strides: stride,
  padding,
  dilation_rate: dilation,
  ...format,
})
const poolConfig = ({ kernel, stride }: Sliding, padding: string) => ({
  pool_size: kernel,
  strides: stride,
  padding,
  ...format,
})

function strideFault({ stride, dilation }: Sliding): NoEqual | undefined {
  const both = stride.some((step) => step > 1) && dilation.some((step) => step > 1)
  return both ? { what: 'stride and dilation in one layer', remedy: `Keras refuses that: ${other}` } : undefined
}
/** TensorFlow's depthwise op takes no account of dilation; Keras goes around it, tfjs-node does not (seen on 4.22). */
const dilationFault = ({ dilation }: Sliding, dialect: KerasDialect): NoEqual | undefined =>
  dialect === 'tfjs' && dilation.some((step) => step > 1)
    ? { what: 'a dilated depthwise convolution', remedy: `TensorFlow.js gets it wrong in Node: ${other}` }
    : undefined

const squareFault = (stride: Pair): NoEqual | undefined =>
  stride[0] === stride[1]
    ? undefined
    : { what: 'a depthwise stride that differs by axis', remedy: `TensorFlow has none: use equal strides, or ${other}` }

/** 'valid' or 'same' where one of them is what the windows do; `undefined`: zeros have to be put around. */
function keptPadding(picture: Shape, sliding: Sliding): 'valid' | 'same' | undefined {
  const windows = windowsOver(picture, sliding)
  if (windows.every(({ before, after, overhang }) => before + after + overhang === 0)) return 'valid'
  const same = windowsOver(picture, { ...sliding, padding: 'same' })
  const isSame = windows.every(
    ({ count, before }, axis) => count === same[axis]?.count && before === same[axis]?.before,
  )
  return isSame ? 'same' : undefined
}

type Maker = (padding: string, inputs: readonly string[]) => KerasLayer

/** A layer over windows, with a layer that puts zeros around its input where neither "valid" nor "same" does it. */
function padded(layer: ExportLayer, sliding: Sliding, make: Maker): KerasLayer[] {
  const kept = keptPadding(layer.inputShapes[0] as Shape, sliding)
  return kept ? [make(kept, layer.inputs)] : zerosAround(layer, sliding, make)
}

function zerosAround({ id, inputs, inputShapes }: ExportLayer, sliding: Sliding, make: Maker): KerasLayer[] {
  const [height, width, channels] = inputShapes[0] as unknown as Dims
  const [rows, columns] = windowsOver(inputShapes[0] as Shape, sliding).map(
    ({ before, after, overhang }): Pair => [before, after + overhang],
  ) as [Pair, Pair]
  const name = `${id}_pad`
  const around: KerasLayer = {
    name,
    className: 'ZeroPadding2D',
    config: { padding: [rows, columns], ...format },
    inputs,
    shape: [height + rows[0] + rows[1], width + columns[0] + columns[1], channels],
    weights: [],
  }
  return [around, make('valid', [name])]
}

function convolution(layer: ExportLayerOf<'conv2d'>, model: ExportModel, dialect: KerasDialect): Made {
  const { id, shape, config } = layer
  const fault = strideFault(config)
  if (fault) return fault
  const { filters, groups } = config
  const channels = layer.inputShapes[0]?.[2] as number
  const kernelName = weightOf(layer, 'kernel')
  const stored = model.weights.shapes.get(kernelName) as Shape
  // TensorFlow.js knows no groups: their kernels in one, with zeros between groups, give the same sums.
  const isSpread = dialect === 'tfjs' && groups > 1
  const [kh, kw, perGroup] = stored as [number, number, number, number]
  const kernel: KerasWeight = isSpread
    ? {
        name: 'kernel',
        shape: [kh, kw, channels, filters],
        from: kernelName,
        change: (values) => spreadOverGroups(values, perGroup, filters, groups),
      }
    : { name: 'kernel', shape: stored, from: kernelName }
  const bias: KerasWeight[] = config.bias ? [{ name: 'bias', shape: [filters], from: weightOf(layer, 'bias') }] : []
  return padded(layer, config, (padding, inputs) => ({
    name: id,
    className: 'Conv2D',
    config: { filters, ...slidingConfig(config, padding), ...(dialect !== 'tfjs' && { groups }), ...linear(config) },
    inputs,
    shape,
    weights: [kernel, ...bias],
  }))
}

/** [taps, channels of a group, filters] as [taps, channels, filters], zero where a filter is of another group. */
function spreadOverGroups(values: Float32Array, perGroup: number, filters: number, groups: number): Float32Array {
  const spread = new Float32Array(values.length * groups)
  const each = filters / groups
  for (let i = 0; i < values.length; i++) {
    const filter = i % filters
    const channel = Math.floor(i / filters) % perGroup
    const tap = Math.floor(i / (filters * perGroup))
    const group = Math.floor(filter / each)
    spread[(tap * perGroup * groups + group * perGroup + channel) * filters + filter] = values[i] as number
  }
  return spread
}

/** Keras' "valid" covers all that the kernels reach, and n * stride where that is more; what is too much is cut away. */
function transposed(layer: ExportLayerOf<'conv2d-transpose'>, weights: readonly KerasWeight[]): Made {
  const { id, inputs, inputShapes, shape, config } = layer
  const { kernel, stride, padding, filters } = config
  if (config.outputPadding.some((pixels) => pixels > 0))
    return { what: 'output padding', remedy: `use padding "same", or ${other}` }
  const picture = inputShapes[0] as Shape
  const base = { filters, kernel_size: kernel, strides: stride, ...format, ...linear(config) }
  const make = (name: string, how: string, size: Shape): KerasLayer => ({
    name,
    className: 'Conv2DTranspose',
    config: { ...base, padding: how },
    inputs,
    shape: size,
    weights,
  })
  if (padding === 'same') return [make(id, 'same', shape)]
  const theirs = ([0, 1] as const).map(
    (axis) => (picture[axis] as number) * stride[axis] + Math.max(kernel[axis] - stride[axis], 0),
  )
  const crop = extents(config, picture).map(
    ({ size, before }, axis): Pair => [before, (theirs[axis] as number) - before - size],
  )
  if (crop.flat().every((pixels) => pixels === 0)) return [make(id, 'valid', shape)]
  const whole = `${id}_whole`
  return [
    make(whole, 'valid', [...theirs, filters]),
    { name: id, className: 'Cropping2D', config: { cropping: crop, ...format }, inputs: [whole], shape, weights: [] },
  ]
}

function imageFilter(layer: ExportLayerOf<'image-filter'>, dialect: KerasDialect): Made {
  const { edges } = layer.config
  if (edges === 'mirror' || edges === 'repeat')
    return { what: `the edges "${edges}" of a filter`, remedy: `use edges "zero" or "shrink", or ${other}` }
  const taps = filterKernel(layer.config)
  const size: Pair = [taps.length, taps[0]?.length ?? 0]
  const around = size.map((n): Pair => [Math.floor((n - 1) / 2), Math.ceil((n - 1) / 2)]) as [Pair, Pair]
  const sliding: Sliding = {
    kernel: size,
    stride: [1, 1],
    dilation: [1, 1],
    padding: edges === 'zero' ? around : 'valid',
  }
  const channels = layer.shape[2] as number
  const fixed = () => Float32Array.from(taps.flat().flatMap((tap) => Array<number>(channels).fill(tap)))
  const name = dialect === 'keras3' ? 'kernel' : 'depthwise_kernel'
  return padded(layer, sliding, (padding, inputs) => ({
    name: layer.id,
    className: 'DepthwiseConv2D',
    config: {
      ...slidingConfig(sliding, padding),
      depth_multiplier: 1,
      activation: 'linear',
      use_bias: false,
      trainable: false,
    },
    inputs,
    shape: layer.shape,
    weights: [{ name, shape: [...size, channels, 1], fixed }],
  }))
}

/**
 * A pool where the size divides the picture, repetition where the picture divides the size; else two products with fixed matrices,
 * each over the axis that is turned to the end.
 */
function adaptive({ id, inputs, inputShapes, shape, config }: ExportLayerOf<'adaptive-avg-pool'>): KerasLayer[] {
  const [height, width, channels] = inputShapes[0] as unknown as Dims
  const [rows, columns] = config.size
  if (height % rows === 0 && width % columns === 0) {
    const part: Pair = [height / rows, width / columns]
    const pool = { pool_size: part, strides: part, padding: 'valid', ...format }
    return [{ name: id, className: 'AveragePooling2D', config: pool, inputs, shape, weights: [] }]
  }
  const isRepeated = (from: number, to: number) => binsOf(from, to).every(({ start, end }) => end - start === 1)
  if (rows % height === 0 && columns % width === 0 && isRepeated(height, rows) && isRepeated(width, columns)) {
    const up = { size: [rows / height, columns / width], interpolation: 'nearest', ...format }
    return [{ name: id, className: 'UpSampling2D', config: up, inputs, shape, weights: [] }]
  }
  const turn = (name: string, from: string, dims: readonly number[], to: Shape): KerasLayer => ({
    name,
    className: 'Permute',
    config: { dims },
    inputs: [from],
    shape: to,
    weights: [],
  })
  const means = (name: string, from: string, size: number, units: number, to: Shape): KerasLayer => ({
    name,
    className: 'Dense',
    config: { units, activation: 'linear', use_bias: false, trainable: false },
    inputs: [from],
    shape: to,
    weights: [
      {
        name: 'kernel',
        shape: [size, units],
        fixed() {
          const kernel = new Float32Array(size * units)
          meanOfBins(size, units).forEach((line, k) => {
            line.forEach((weight, pixel) => {
              kernel[pixel * units + k] = weight
            })
          })
          return kernel
        },
      },
    ],
  })
  return [
    turn(`${id}_turned`, inputs[0] as string, [2, 3, 1], [width, channels, height]),
    means(`${id}_rows`, `${id}_turned`, height, rows, [width, channels, rows]),
    turn(`${id}_turned_again`, `${id}_rows`, [2, 3, 1], [channels, rows, width]),
    means(`${id}_columns`, `${id}_turned_again`, width, columns, [channels, rows, columns]),
    turn(id, `${id}_columns`, [2, 3, 1], shape),
  ]
}

/** A vector beside pictures becomes a picture of one pixel first. */
function multiplication({ id, inputs, inputShapes, shape }: ExportLayerOf<'multiply'>): KerasLayer[] {
  const rank = Math.max(...inputShapes.map(({ length }) => length))
  const before: KerasLayer[] = []
  const sources = inputs.map((source, k) => {
    const own = inputShapes[k] as Shape
    if (own.length === rank) return source
    const name = `${id}_factor_${k}`
    const to = [...Array<number>(rank - own.length).fill(1), ...own]
    before.push({ name, className: 'Reshape', config: { target_shape: to }, inputs: [source], shape: to, weights: [] })
    return name
  })
  return [...before, { name: id, className: 'Multiply', config: {}, inputs: sources, shape, weights: [] }]
}
