import type { Tensor } from '../../graph/graph'
import { slice } from '../../graph/ops/array'
import { biasAdd, conv2dTranspose as transposedOp } from '../../graph/ops/convolution'
import type { Shape } from '../../graph/shape'
import { alongBoth, type ShapeSum } from '../arithmetic'
import { defineLayer, type FieldStep, type WeightSpec } from '../layer'
import type { LowerContext } from '../lowering'
import { notPicture } from '../picture'
import { Conv2dTransposeConfig } from './schema'
import { extents } from './size'

/**
 * Transposed convolution, [h, w, c] -> [h * stride, w * stride, filters] with padding "same": each pixel puts its
 * kernel into a larger picture, as the gradient of a strided convolution does. Kernel [kh, kw, filters, c], as in
 * Keras.
 *
 * PyTorch's size is (n - 1) * stride - 2 * padding + kernel + outputPadding, its kernel [c, filters, kh, kw]. A kernel
 * that the stride does not divide lays its copies over each other unevenly (a checkerboard: Odena et al. 2016, doi
 * 10.23915/distill.00003).
 */
export const conv2dTranspose = defineLayer({
  type: 'conv2d-transpose',
  family: 'convolution',
  schema: Conv2dTransposeConfig,
  inputs: { min: 1, max: 1 },
  shape(config, [picture]) {
    const fault = notPicture(picture as Shape)
    if (fault) return fault
    const [rows, columns] = extents(config, picture as Shape)
    if (rows.size >= 1 && columns.size >= 1) return [rows.size, columns.size, config.filters]
    return {
      code: 'padding-too-large',
      message: `padding ${JSON.stringify(config.padding)} leaves nothing of ${rows.covered}x${columns.covered} pixels`,
      remedy: 'use padding "same" or fewer pixels',
      values: { kind: 'transposed', covered: `${rows.covered}x${columns.covered}` },
    }
  },
  weights: (config, [picture]) => weightsOf(config, (picture as Shape)[2] as number),
  macs: ({ kernel, filters }, [picture]) => {
    const [height, width, channels] = picture as [number, number, number]
    return height * width * channels * kernel[0] * kernel[1] * filters
  },
  field: fieldOf,
  formula: () => 'y_{si+u, sj+v, f} += Σ_{c} w_{uvfc} · x_{ijc}',
  sums: sumsOf,
  lower,
})

/** Fans as PyTorch and Keras count them, from the kernel's shape: the other way round than what happens. */
function weightsOf(config: Conv2dTransposeConfig, channels: number): WeightSpec[] {
  const { filters, kernel, bias, kernelInitializer, biasInitializer } = config
  const window = kernel[0] * kernel[1]
  const fan = { in: window * filters, out: window * channels }
  const shape = [...kernel, filters, channels]
  const weights: WeightSpec[] = [
    { name: 'kernel', shape, role: 'kernel', initializer: kernelInitializer, trainable: true, fan },
  ]
  if (bias)
    weights.push({ name: 'bias', shape: [filters], role: 'bias', initializer: biasInitializer, trainable: true, fan })
  return weights
}

/**
 * A step of 1 / stride pixels; a pixel that comes out is reached by at most ceil(kernel / stride) of those that go in.
 */
function fieldOf(config: Conv2dTransposeConfig, [picture]: readonly Shape[]): FieldStep {
  const { kernel, stride } = config
  const both = extents(config, picture as Shape)
  const along = (axis: 0 | 1) => {
    const [taps, step] = [kernel[axis], stride[axis]]
    const reached = Math.ceil(taps / step)
    const centre = (both[axis].before - (taps - 1) / 2) / step
    return { reached, before: (reached - 1) / 2 - centre }
  }
  const [rows, columns] = [along(0), along(1)]
  return {
    kernel: [rows.reached, columns.reached],
    stride: [1 / stride[0], 1 / stride[1]],
    padding: [rows.before, columns.before],
  }
}

/** "same" is n·stride; else the windows cover (n − 1)·stride + kernel pixels, of which the padding is cut away. */
function sumsOf(config: Conv2dTransposeConfig, [picture]: readonly Shape[]): ShapeSum[] {
  const { kernel, stride, padding, outputPadding } = config
  const both = extents(config, picture as Shape)
  const along = (axis: 0 | 1): string => {
    const [count, step] = [picture?.[axis] as number, stride[axis]]
    if (padding === 'same') return `${count}·${step} = ${both[axis].size}`
    const [before, after] = padding === 'valid' ? [0, 0] : padding[axis]
    const cut = before === after ? `2·${before}` : `${before} − ${after}`
    return `(${count} − 1)·${step} + ${kernel[axis]} + ${outputPadding[axis]} − ${cut} = ${both[axis].size}`
  }
  return alongBoth(along(0), along(1))
}

function lower(context: LowerContext, config: Conv2dTransposeConfig, [input]: readonly Tensor[]): Tensor {
  const { graph } = context
  const x = input as Tensor
  const { stride: strides, padding, bias, filters } = config
  const [rows, columns] = extents(config, x.shape.slice(1))
  const window = { strides, dilations: [1, 1] as const }
  const kernel = context.weight('kernel')
  const whole =
    padding === 'same'
      ? transposedOp(graph, x, kernel, { ...window, padding: 'SAME', height: rows.size, width: columns.size })
      : transposedOp(graph, x, kernel, { ...window, padding: 'VALID', height: rows.covered, width: columns.covered })
  const isWhole = padding === 'same' || (rows.size === rows.covered && columns.size === columns.covered)
  const y = isWhole
    ? whole
    : slice(graph, whole, [0, rows.before, columns.before, 0], [-1, rows.size, columns.size, filters])
  return bias ? biasAdd(graph, y, context.weight('bias')) : y
}
