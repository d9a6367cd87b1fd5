import type { ExportLayerOf } from '../../exportModel'
import type { KerasDialect, KerasLayer } from '../kerasModel'
import { type Made, type Making, otherFormat } from './making'

/** Activations that Keras knows by a word, in each dialect. */
const words: Readonly<Partial<Record<string, Readonly<Record<KerasDialect, string | undefined>>>>> = {
  elu: { keras3: 'elu', keras2: 'elu', tfjs: 'elu' },
  selu: { keras3: 'selu', keras2: 'selu', tfjs: 'selu' },
  gelu: { keras3: 'gelu', keras2: 'gelu', tfjs: 'gelu' },
  sigmoid: { keras3: 'sigmoid', keras2: 'sigmoid', tfjs: 'sigmoid' },
  tanh: { keras3: 'tanh', keras2: 'tanh', tfjs: 'tanh' },
  silu: { keras3: 'silu', keras2: 'swish', tfjs: 'swish' },
  mish: { keras3: 'mish', keras2: 'mish', tfjs: 'mish' },
  softplus: { keras3: 'softplus', keras2: 'softplus', tfjs: 'softplus' },
  softsign: { keras3: 'softsign', keras2: 'softsign', tfjs: 'softsign' },
  'log-softmax': { keras3: 'log_softmax', keras2: undefined, tfjs: 'logSoftmax' },
}

/** PyTorch's slope, which the network spec leaves out. */
const defaultSlope = 0.01

/** An activation as Keras' layers. Keras 2 and TensorFlow.js have another hard sigmoid, so it is put together from what is the same. */
export function activation({ layer, dialect }: Making<ExportLayerOf<'activation'>>): Made {
  const { id, inputs, shape } = layer
  const { kind, slope = defaultSlope } = layer.config
  const one = (
    className: string,
    config: Record<string, unknown>,
    name = id,
    from: readonly string[] = inputs,
  ): KerasLayer => ({ name, className, config, inputs: from, shape, weights: [] })
  switch (kind) {
    case 'relu':
      return [one('ReLU', {})]
    case 'relu6':
      return [one('ReLU', { max_value: 6 })]
    case 'leaky-relu':
      return [one('LeakyReLU', { [dialect === 'keras3' ? 'negative_slope' : 'alpha']: slope })]
    case 'softmax':
      return [one('Softmax', { axis: -1 })]
    case 'hard-sigmoid':
      return hardSigmoid(one, id)
    case 'hard-swish':
      return [
        ...hardSigmoid(one, `${id}_gate`),
        { ...one('Multiply', {}), inputs: [inputs[0] as string, `${id}_gate`] },
      ]
  }
  const word = words[kind]?.[dialect]
  if (word === undefined) return { what: `the activation ${kind}`, remedy: `it has none of that name: ${otherFormat}` }
  return [one('Activation', { activation: word })]
}

type One = (className: string, config: Record<string, unknown>, name?: string, from?: readonly string[]) => KerasLayer

/** relu6(x + 3) / 6. */
const hardSigmoid = (one: One, name: string): KerasLayer[] => [
  one('Rescaling', { scale: 1, offset: 3 }, `${name}_plus_3`),
  one('ReLU', { max_value: 6 }, `${name}_relu6`, [`${name}_plus_3`]),
  one('Rescaling', { scale: 1 / 6, offset: 0 }, name, [`${name}_relu6`]),
]

export function prelu({ layer, one, own }: Making<ExportLayerOf<'prelu'>>): Made {
  const { shape } = layer
  const isPicture = layer.inputShapes[0]?.length === 3
  const isByChannel = layer.config.slopes === 'channel'
  const shared = isPicture ? (isByChannel ? [1, 2] : [1, 2, 3]) : isByChannel ? [] : [1]
  const channels = isByChannel ? (shape.at(-1) as number) : 1
  const slopes = isPicture ? [1, 1, channels] : [channels]
  return [one('PReLU', { shared_axes: shared.length > 0 ? shared : null }, [own('slope', 'alpha', slopes)])]
}
