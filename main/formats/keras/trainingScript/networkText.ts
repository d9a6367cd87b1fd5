import type { Initializer } from '../../../../shared/layers/initializer'
import { inferNetwork } from '../../../../shared/model/infer'
import { leadingTo } from '../../../../shared/model/leadingTo'
import type { Network } from '../../../../shared/model/network'
import type { ExportLayer, ExportModel } from '../../exportModel'
import { pythonName } from '../../python/pythonName'
import { pythonString } from '../../python/pythonText'
import { kerasLayersOf } from '../kerasLayers'
import type { KerasLayer } from '../kerasModel'

/** What Keras' layers have without being told. */
const defaults: Readonly<Record<string, unknown>> = {
  data_format: 'channels_last',
  activation: 'linear',
  use_bias: true,
  groups: 1,
  depth_multiplier: 1,
  dilation_rate: [1, 1],
  padding: 'valid',
  output_padding: null,
  axis: -1,
  momentum: 0.99,
  epsilon: 0.001,
  scale: true,
  center: true,
  trainable: true,
}
const strides: ReadonlySet<string> = new Set(['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D'])

export interface NetworkText {
  readonly text: string
  /** Layers that Keras has no equal for. */
  readonly missing: readonly string[]
}

/** `build()`: the network in Keras' functional way, with what only training has, and weights that start as they did. */
export function networkText(network: Network, scale: readonly number[], offset: readonly number[]): NetworkText {
  const inference = inferNetwork(network)
  const needed = leadingTo(inference, [inference.output as string])
  const layers = inference.order
    .filter((id) => needed.has(id))
    .map((id) => {
      const { spec, config, inputs, shape, weights } = inference.layers.get(id) as NonNullable<
        ReturnType<typeof inference.layers.get>
      >
      return {
        spec,
        initializer: weights.find(({ role }) => role === 'kernel')?.initializer,
        weights,
        layer: {
          id,
          type: spec.type,
          config,
          inputs: spec.inputs,
          inputShapes: inputs,
          shape,
          weights: weights.map(({ name }) => name),
        } as unknown as ExportLayer,
      }
    })
  const shapes = new Map(
    layers.flatMap(({ spec, weights }) => weights.map((one) => [`${spec.id}/${one.name}`, one.shape] as const)),
  )
  const model = { layers: layers.map(({ layer }) => layer), weights: { shapes } } as unknown as ExportModel
  const used = new Set<string>(['inputs', 'layers', 'keras'])
  const names = new Map<string, string>()
  const missing: string[] = []
  const lines: string[] = []
  const write = (id: string, call: string, sources: readonly string[]) => {
    const name = pythonName(id, (one) => used.has(one))
    used.add(name)
    names.set(id, name)
    const from = sources.map((source) => names.get(source) ?? source)
    lines.push(`${name} = ${call}(${from.length === 1 ? from[0] : `[${from.join(', ')}]`})`)
  }
  for (const { spec, layer, initializer } of layers) {
    if (spec.type === 'input') {
      names.set(spec.id, 'x')
      lines.push(`inputs = keras.Input((${layer.shape.join(', ')}${layer.shape.length === 1 ? ',' : ''}))`)
      lines.push(`x = layers.Rescaling(${list(scale)}, offset=${list(offset)})(inputs)`)
      continue
    }
    const training = trainingLayer(spec.type, layer.config)
    if (training !== undefined) {
      write(spec.id, training, spec.inputs)
      continue
    }
    const made = kerasLayersOf(layer, model, 'keras3')
    if ('what' in made) {
      missing.push(`${spec.id}: ${made.what}`)
      write(spec.id, `missing(${pythonString(made.what)})`, spec.inputs)
      continue
    }
    for (const one of made) write(one.name, callOf(one, one.name === spec.id ? initializer : undefined), one.inputs)
  }
  const output = names.get(inference.output as string)
  return {
    text: `def build():\n${[...lines, `return keras.Model(inputs, ${output})`].map((line) => `    ${line}\n`).join('')}`,
    missing,
  }
}

/** Layers that an exported model does not have any more. */
function trainingLayer(type: string, config: object): string | undefined {
  const { rate, deviation } = config as { rate?: number; deviation?: number }
  if (type === 'dropout') return `layers.Dropout(${rate})`
  if (type === 'spatial-dropout') return `layers.SpatialDropout2D(${rate})`
  return type === 'gaussian-noise' ? `layers.GaussianNoise(${deviation})` : undefined
}

function callOf({ className, config, name, weights }: KerasLayer, initializer: Initializer | undefined): string {
  const said = Object.entries(config).filter(([key, value]) => {
    if (key === 'strides' && strides.has(className)) return JSON.stringify(value) !== '[1,1]'
    return !(key in defaults) || JSON.stringify(defaults[key]) !== JSON.stringify(value)
  })
  const kernel = initializer && weights.length > 0 ? initializerText(initializer) : undefined
  const key = className === 'DepthwiseConv2D' ? 'depthwise_initializer' : 'kernel_initializer'
  const args = said.map(([setting, value]) => `${setting}=${pythonValue(value)}`)
  if (kernel !== undefined && className !== 'SeparableConv2D') args.push(`${key}=${kernel}`)
  return `layers.${className}(${[...args, `name=${pythonString(name)}`].join(', ')})`
}

function pythonValue(value: unknown): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return pythonString(value)
  if (Array.isArray(value)) return `(${value.map(pythonValue).join(', ')}${value.length === 1 ? ',' : ''})`
  return String(value)
}

/** Keras' initializers; those that it has not are said by the nearest that has the same variance. */
function initializerText(initializer: Initializer): string | undefined {
  const spread = (scale: number, mode: string, distribution: string) =>
    `keras.initializers.VarianceScaling(${scale}, "${mode}", "${distribution.replace('truncated-normal', 'truncated_normal').replace(/^normal$/, 'untruncated_normal')}")`
  switch (initializer.name) {
    case 'he':
      return spread(2, `fan_${initializer.fan ?? 'in'}`, initializer.distribution)
    case 'lecun':
      return spread(1, `fan_${initializer.fan ?? 'in'}`, initializer.distribution)
    case 'glorot':
      return spread(1, 'fan_avg', initializer.distribution)
    case 'torch-default':
      return spread(Number((1 / 3).toPrecision(8)), 'fan_in', 'uniform')
    case 'normal':
      return `keras.initializers.RandomNormal(${initializer.mean}, ${initializer.deviation})`
    case 'truncated-normal':
      return `keras.initializers.TruncatedNormal(${initializer.mean}, ${initializer.deviation})`
    case 'uniform':
      return `keras.initializers.RandomUniform(${initializer.low}, ${initializer.high})`
    case 'orthogonal':
      return `keras.initializers.Orthogonal(${initializer.gain})`
    case 'constant':
      return `keras.initializers.Constant(${initializer.value})`
    case 'zeros':
      return '"zeros"'
    case 'ones':
      return '"ones"'
    default:
      return undefined
  }
}

const list = (values: readonly number[]) => (values.length === 1 ? `${values[0]}` : `[${values.join(', ')}]`)
