import type { Shape } from '../../../../shared/graph/shape'
import { binsOf, meanOfBins } from '../../../../shared/layers/adaptive-avg-pool/bins'
import { type Sliding, windowsOver } from '../../../../shared/layers/padding'
import { poolSliding } from '../../../../shared/layers/pooling'
import type { Pair } from '../../../../shared/layers/setting'
import type { ExportLayerOf } from '../../exportModel'
import type { KerasLayer } from '../kerasModel'
import { isNonNegative } from '../nonNegative'
import { format, type Made, type Making, otherFormat } from './making'
import { keptPadding, type OverWindows, padded, zerosAround } from './windows'

export function maxPool({ layer, model, one }: Making<ExportLayerOf<'max-pool'>>): Made {
  const sliding = poolSliding(layer.config)
  const fits = keptPadding(layer.inputShapes[0] as Shape, sliding)
  if (!fits && !isNonNegative(model, layer.inputs[0] as string)) {
    const inSteps = pooledThenThinned(layer, sliding)
    if (inSteps) return inSteps
    return {
      what: 'padding of a max pool in front of which values below zero come',
      remedy: `Keras would take the padding's zeros for values: use padding "same" or "valid", or ${otherFormat}`,
    }
  }
  return padded(layer, sliding, (padding, inputs) => ({ ...one('MaxPooling2D', poolConfig(sliding, padding)), inputs }))
}

/**
 * The maximum around every pixel, where Keras pads by what is in no maximum, then the pixels at which our windows stand: where those lie
 * around their pixel as Keras' do at stride 1.
 */
function pooledThenThinned(layer: ExportLayerOf<'max-pool'>, sliding: Sliding): KerasLayer[] | undefined {
  const { kernel, stride } = sliding
  const { id, inputs, inputShapes, shape } = layer
  const picture = inputShapes[0] as Shape
  const lie = windowsOver(picture, sliding).every(
    ({ before, count }, axis) =>
      before === Math.floor(((kernel[axis] as number) - 1) / 2) &&
      count === Math.ceil((picture[axis] as number) / (stride[axis] as number)),
  )
  if (!lie) return undefined
  const pool = (name: string, from: string, size: Shape, sliding: Windows, padding: string): KerasLayer => ({
    name,
    className: 'MaxPooling2D',
    config: poolConfig(sliding, padding),
    inputs: [from],
    shape: size,
    weights: [],
  })
  return [
    pool(`${id}_around`, inputs[0] as string, picture, { kernel, stride: [1, 1] }, 'same'),
    pool(id, `${id}_around`, shape, { kernel: [1, 1], stride }, 'valid'),
  ]
}

export function avgPool({ layer, one }: Making<ExportLayerOf<'avg-pool'>>): Made {
  const sliding = poolSliding(layer.config)
  const picture = layer.inputShapes[0] as Shape
  const windows = windowsOver(picture, sliding)
  const isPlain = windows.every(({ before, after, overhang }) => before + after + overhang === 0)
  const counts = layer.config.countBorder && !isPlain
  // What Keras calls "same" counts pixels of the picture alone; zeros put around it by a layer of their own are counted.
  const works = counts ? windows.every(({ overhang }) => overhang === 0) : keptPadding(picture, sliding) !== undefined
  if (!works)
    return {
      what: counts ? 'an average pool that rounds its size up' : 'padding of an average pool that is not counted',
      remedy: `Keras counts the padding otherwise: use padding "same" or "valid", or ${otherFormat}`,
    }
  const make: OverWindows = (padding, inputs) => ({ ...one('AveragePooling2D', poolConfig(sliding, padding)), inputs })
  return counts ? zerosAround(layer, sliding, make) : padded(layer, sliding, make)
}

type Windows = Pick<Sliding, 'kernel' | 'stride'>

const poolConfig = ({ kernel, stride }: Windows, padding: string) => ({
  pool_size: kernel,
  strides: stride,
  padding,
  ...format,
})

export const globalPool =
  (className: string) =>
  ({ one }: Making): Made => [one(className, format)]

/**
 * A pool where the size divides the picture, repetition where the picture divides the size; else two products with fixed matrices,
 * each over the axis that is turned to the end.
 */
export function adaptiveAvgPool({ layer, one }: Making<ExportLayerOf<'adaptive-avg-pool'>>): Made {
  const { id, inputs, inputShapes, shape, config } = layer
  const [height, width, channels] = inputShapes[0] as unknown as readonly [number, number, number]
  const [rows, columns] = config.size
  if (height % rows === 0 && width % columns === 0) {
    const part: Pair = [height / rows, width / columns]
    return [one('AveragePooling2D', { pool_size: part, strides: part, padding: 'valid', ...format })]
  }
  const isRepeated = (from: number, to: number) => binsOf(from, to).every(({ start, end }) => end - start === 1)
  if (rows % height === 0 && columns % width === 0 && isRepeated(height, rows) && isRepeated(width, columns))
    return [one('UpSampling2D', { size: [rows / height, columns / width], interpolation: 'nearest', ...format })]
  return [
    turned(`${id}_turned`, inputs[0] as string, [width, channels, height]),
    means(`${id}_rows`, `${id}_turned`, height, [width, channels, rows]),
    turned(`${id}_turned_again`, `${id}_rows`, [channels, rows, width]),
    means(`${id}_columns`, `${id}_turned_again`, width, [channels, rows, columns]),
    turned(id, `${id}_columns`, shape),
  ]
}

/** The first axis to the end. */
const turned = (name: string, from: string, shape: Shape): KerasLayer => ({
  name,
  className: 'Permute',
  config: { dims: [2, 3, 1] },
  inputs: [from],
  shape,
  weights: [],
})

/** Means of parts of the last axis, as a product. */
function means(name: string, from: string, size: number, shape: Shape): KerasLayer {
  const units = shape.at(-1) as number
  const fixed = () => {
    const kernel = new Float32Array(size * units)
    meanOfBins(size, units).forEach((line, k) => {
      line.forEach((weight, pixel) => {
        kernel[pixel * units + k] = weight
      })
    })
    return kernel
  }
  return {
    name,
    className: 'Dense',
    config: { units, activation: 'linear', use_bias: false, trainable: false },
    inputs: [from],
    shape,
    weights: [{ name: 'kernel', shape: [size, units], fixed }],
  }
}
