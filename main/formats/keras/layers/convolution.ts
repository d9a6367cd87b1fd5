import type { Shape } from '../../../../shared/graph/shape'
import { extents } from '../../../../shared/layers/conv2d-transpose/size'
import { filterKernel } from '../../../../shared/layers/image-filter/schema'
import type { Sliding } from '../../../../shared/layers/padding'
import type { Pair } from '../../../../shared/layers/setting'
import type { ExportLayerOf } from '../../exportModel'
import type { KerasDialect, KerasLayer, KerasWeight } from '../kerasModel'
import { format, type Made, type Making, type NoEqual, otherFormat } from './making'
import { padded } from './windows'

export function conv2d({ layer, dialect, one, own, present }: Making<ExportLayerOf<'conv2d'>>): Made {
  const { config } = layer
  const fault = strideFault(config)
  if (fault) return fault
  const { filters, groups } = config
  const kernel = own('kernel')
  // TensorFlow.js knows no groups: their kernels in one, with zeros between groups, give the same sums.
  const spread = dialect === 'tfjs' && groups > 1 ? overGroups(kernel, layer) : kernel
  return padded(layer, config, (padding, inputs) => ({
    ...one(
      'Conv2D',
      { filters, ...slidingConfig(config, padding), ...(dialect !== 'tfjs' && { groups }), ...linear(config) },
      [spread, ...present('bias')],
    ),
    inputs,
  }))
}

export function depthwiseConv2d(making: Making<ExportLayerOf<'depthwise-conv2d'>>): Made {
  const { layer, dialect, one, own, present } = making
  const { config } = layer
  const fault = depthwiseFault(config, dialect)
  if (fault) return fault
  return padded(layer, config, (padding, inputs) => ({
    ...one(
      'DepthwiseConv2D',
      { ...slidingConfig(config, padding), depth_multiplier: config.multiplier, ...linear(config) },
      [own('kernel', depthwiseKernel(dialect)), ...present('bias')],
    ),
    inputs,
  }))
}

export function separableConv2d(making: Making<ExportLayerOf<'separable-conv2d'>>): Made {
  const { layer, dialect, one, own, present } = making
  const { config } = layer
  const fault = depthwiseFault(config, dialect)
  if (fault) return fault
  const { filters, multiplier } = config
  const kernels = [own('depthwise-kernel', 'depthwise_kernel'), own('pointwise-kernel', 'pointwise_kernel')]
  return padded(layer, config, (padding, inputs) => ({
    ...one(
      'SeparableConv2D',
      { filters, ...slidingConfig(config, padding), depth_multiplier: multiplier, ...linear(config) },
      [...kernels, ...present('bias')],
    ),
    inputs,
  }))
}

/** Keras' "valid" covers all that the kernels reach, and n * stride where that is more; what is too much is cut away. */
export function conv2dTranspose({ layer, own, present }: Making<ExportLayerOf<'conv2d-transpose'>>): Made {
  const { id, inputs, inputShapes, shape, config } = layer
  const { kernel, stride, padding, filters } = config
  if (config.outputPadding.some((pixels) => pixels > 0))
    return { what: 'output padding', remedy: `use padding "same", or ${otherFormat}` }
  const picture = inputShapes[0] as Shape
  const base = { filters, kernel_size: kernel, strides: stride, ...format, ...linear(config) }
  const make = (name: string, how: string, size: Shape): KerasLayer => ({
    name,
    className: 'Conv2DTranspose',
    config: { ...base, padding: how },
    inputs,
    shape: size,
    weights: [own('kernel'), ...present('bias')],
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

/** A depthwise convolution that is not trained. */
export function imageFilter({ layer, dialect, one }: Making<ExportLayerOf<'image-filter'>>): Made {
  const { edges } = layer.config
  if (edges === 'mirror' || edges === 'repeat')
    return { what: `the edges "${edges}" of a filter`, remedy: `use edges "zero" or "shrink", or ${otherFormat}` }
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
  return padded(layer, sliding, (padding, inputs) => ({
    ...one('DepthwiseConv2D', { ...slidingConfig(sliding, padding), depth_multiplier: 1, ...untrained }, [
      { name: depthwiseKernel(dialect), shape: [...size, channels, 1], fixed },
    ]),
    inputs,
  }))
}

/** A convolution of one pixel that takes every channel as it is, and is not trained. */
export function optionAShortcut({ layer, one }: Making<ExportLayerOf<'option-a-shortcut'>>): Made {
  const { filters, stride } = layer.config
  const channels = layer.inputShapes[0]?.[2] as number
  const fixed = () => {
    const kernel = new Float32Array(channels * filters)
    for (let c = 0; c < channels; c++) kernel[c * filters + c] = 1
    return kernel
  }
  const sliding: Sliding = { kernel: [1, 1], stride, dilation: [1, 1], padding: 'valid' }
  const config = { filters, ...slidingConfig(sliding, 'valid'), groups: 1, ...untrained }
  return [one('Conv2D', config, [{ name: 'kernel', shape: [1, 1, channels, filters], fixed }])]
}

const linear = ({ bias }: { readonly bias: boolean }) => ({ activation: 'linear', use_bias: bias })
const untrained = { ...linear({ bias: false }), trainable: false }

const slidingConfig = ({ kernel, stride, dilation }: Sliding, padding: string) => ({
  kernel_size: kernel,
  strides: stride,
  padding,
  dilation_rate: dilation,
  ...format,
})

const depthwiseKernel = (dialect: KerasDialect): string => (dialect === 'keras3' ? 'kernel' : 'depthwise_kernel')

function strideFault({ stride, dilation }: Sliding): NoEqual | undefined {
  const both = stride.some((step) => step > 1) && dilation.some((step) => step > 1)
  return both ? { what: 'stride and dilation in one layer', remedy: `Keras refuses that: ${otherFormat}` } : undefined
}

function depthwiseFault(config: Sliding, dialect: KerasDialect): NoEqual | undefined {
  const fault = strideFault(config)
  if (fault) return fault
  if (config.stride[0] !== config.stride[1])
    return {
      what: 'a depthwise stride that differs by axis',
      remedy: `TensorFlow has none: use equal strides, or ${otherFormat}`,
    }
  // TensorFlow's depthwise op takes no account of dilation; Keras goes around it, tfjs-node does not (seen on 4.22).
  if (dialect === 'tfjs' && config.dilation.some((step) => step > 1))
    return { what: 'a dilated depthwise convolution', remedy: `TensorFlow.js gets it wrong in Node: ${otherFormat}` }
  return undefined
}

/** [taps, channels of a group, filters] as [taps, channels, filters], zero where a filter is of another group. */
function overGroups(kernel: KerasWeight, { inputShapes, config }: ExportLayerOf<'conv2d'>): KerasWeight {
  const [rows, columns, perGroup] = kernel.shape as [number, number, number, number]
  const { filters, groups } = config
  const each = filters / groups
  const channels = inputShapes[0]?.[2] as number
  return {
    ...kernel,
    shape: [rows, columns, channels, filters],
    change(values) {
      const spread = new Float32Array(values.length * groups)
      for (let i = 0; i < values.length; i++) {
        const filter = i % filters
        const channel = Math.floor(i / filters) % perGroup
        const tap = Math.floor(i / (filters * perGroup))
        const group = Math.floor(filter / each)
        spread[(tap * channels + group * perGroup + channel) * filters + filter] = values[i] as number
      }
      return spread
    },
  }
}
