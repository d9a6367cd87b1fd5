import type { Shape } from '../../../../shared/graph/shape'
import type { ActivationKind } from '../../../../shared/layers/activation/functions'
import type { ExportLayerOf } from '../../exportModel'
import { pythonNumber } from '../../python/pythonText'
import { type LayerCode, type LayerContext, named, positional, truth, unless } from '../code'

const functions: Readonly<Record<ActivationKind, (x: string, slope: number) => string>> = {
  relu: (x) => `F.relu(${x})`,
  relu6: (x) => `F.relu6(${x})`,
  'leaky-relu': (x, slope) => `F.leaky_relu(${x}, ${slope})`,
  elu: (x) => `F.elu(${x})`,
  selu: (x) => `F.selu(${x})`,
  gelu: (x) => `F.gelu(${x})`,
  'gelu-tanh': (x) => `F.gelu(${x}, approximate="tanh")`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  silu: (x) => `F.silu(${x})`,
  mish: (x) => `F.mish(${x})`,
  softplus: (x) => `F.softplus(${x})`,
  softsign: (x) => `F.softsign(${x})`,
  'hard-sigmoid': (x) => `F.hardsigmoid(${x})`,
  'hard-swish': (x) => `F.hardswish(${x})`,
  softmax: (x) => `F.softmax(${x}, dim=1)`,
  'log-softmax': (x) => `F.log_softmax(${x}, dim=1)`,
}

export const activation = ({ layer }: LayerContext<ExportLayerOf<'activation'>>): LayerCode => ({
  nests: true,
  expression: ([x]) => functions[layer.config.kind](x as string, layer.config.slope ?? 0.01),
})

export const prelu = ({ layer }: LayerContext<ExportLayerOf<'prelu'>>): LayerCode => ({
  module: {
    callee: 'nn.PReLU',
    args: [positional('num_parameters', layer.config.slopes === 'one' ? 1 : (layer.shape.at(-1) as number))],
  },
  nests: true,
  expression: ([x], self) => `${self}(${x})`,
})

export const dense = ({ layer, input }: LayerContext<ExportLayerOf<'dense'>>): LayerCode => ({
  module: {
    callee: 'nn.Linear',
    args: [
      positional('in_features', input[0] as number),
      positional('out_features', layer.config.units),
      ...unless('True', 'bias', truth(layer.config.bias)),
    ],
  },
  expression: ([x], self) => `${self}(${x})`,
})

const channelsLast = (x: string) => `${x}.permute(0, 2, 3, 1)`

/** In PyTorch's own order where the layers behind were told, else with the channels last. */
export const flatten = ({ layer, order, input }: LayerContext<ExportLayerOf<'flatten'>>): LayerCode => ({
  expression: ([x]) =>
    input.length !== 3 || order.channelsFirst.has(layer.id)
      ? `torch.flatten(${x}, 1)`
      : `torch.flatten(${channelsLast(x as string)}, 1)`,
})

export const reshape = ({ layer, input }: LayerContext<ExportLayerOf<'reshape'>>): LayerCode => ({
  expression: ([x]) => {
    const from = input.length === 3 ? channelsLast(x as string) : x
    if (layer.shape.length === 1) return `${from}.reshape(-1, ${layer.shape[0]})`
    return `${from}.reshape(-1, ${layer.shape.join(', ')}).permute(0, 3, 1, 2)`
  },
})

export const add = (): LayerCode => ({ expression: (inputs) => inputs.join(' + ') })

export const multiply = ({ layer }: LayerContext<ExportLayerOf<'multiply'>>): LayerCode => ({
  expression: (inputs) =>
    inputs
      .map((x, k) => ((layer.inputShapes[k] as Shape).length < layer.shape.length ? `${x}[:, :, None, None]` : x))
      .join(' * '),
})

export const concat = (): LayerCode => ({ expression: (inputs) => `torch.cat([${inputs.join(', ')}], dim=1)` })

export function zeroPad({ layer }: LayerContext<ExportLayerOf<'zero-pad'>>): LayerCode {
  const { padding, channels } = layer.config
  const [rows, columns] = padding
  const around = [...columns, ...rows, ...(channels.some((count) => count > 0) ? channels : [])]
  return { expression: ([x]) => `F.pad(${x}, (${around.join(', ')}))` }
}

export function upsampling({ layer }: LayerContext<ExportLayerOf<'upsampling'>>): LayerCode {
  const { factor, method } = layer.config
  const how = method === 'nearest' ? 'mode="nearest"' : 'mode="bilinear", align_corners=False'
  const times = factor[0] === factor[1] ? factor[0] : `(${factor[0]}, ${factor[1]})`
  return { expression: ([x]) => `F.interpolate(${x}, scale_factor=${times}, ${how})` }
}

/** Every stride-th pixel, and zeros for the new channels. */
export function optionAShortcut({ layer, input }: LayerContext<ExportLayerOf<'option-a-shortcut'>>): LayerCode {
  const { stride, filters } = layer.config
  const added = filters - (input[2] as number)
  const strided = stride.some((step) => step !== 1)
  return {
    expression: ([x]) => {
      const part = strided ? `${x}[:, :, ::${stride[0]}, ::${stride[1]}]` : (x as string)
      return added > 0 ? `F.pad(${part}, (0, 0, 0, 0, 0, ${added}))` : part
    },
  }
}

/** One pair of numbers stands in the expression, one a channel in a module. */
export function scale({ layer }: LayerContext<ExportLayerOf<'scale'>>): LayerCode {
  const { scale: factors, offset } = layer.config
  const [factor = 1, ...others] = factors
  const [summand = 0] = offset
  if (others.length === 0 && offset.length === 1)
    return {
      expression: ([x]) => `${x} * ${pythonNumber(factor)}${summand === 0 ? '' : ` + ${pythonNumber(summand)}`}`,
    }
  const list = (values: readonly number[]) => `[${values.map(pythonNumber).join(', ')}]`
  return {
    module: { callee: 'Normalize', args: [positional('scale', list(factors)), named('offset', list(offset))] },
    helpers: ['Normalize'],
    expression: ([x], self) => `${self}(${x})`,
  }
}
