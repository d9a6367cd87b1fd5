import type { ActivationKind } from '../../../../shared/layers/activation/functions'
import type { ExportLayerOf } from '../../exportModel'
import type { Attribute, LayerWriting } from '../onnxGraph'

/** Kinds that are one op. Softmax goes along the channels, which come first of a picture and last of a vector: axis 1 of both. */
const ops: Readonly<Partial<Record<ActivationKind, readonly [op: string, attributes: Record<string, Attribute>]>>> = {
  relu: ['Relu', {}],
  elu: ['Elu', {}],
  selu: ['Selu', {}],
  gelu: ['Gelu', { approximate: { text: 'none' } }],
  'gelu-tanh': ['Gelu', { approximate: { text: 'tanh' } }],
  sigmoid: ['Sigmoid', {}],
  tanh: ['Tanh', {}],
  mish: ['Mish', {}],
  softplus: ['Softplus', {}],
  softsign: ['Softsign', {}],
  'hard-sigmoid': ['HardSigmoid', { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }],
  'hard-swish': ['HardSwish', {}],
  softmax: ['Softmax', { axis: { int: 1 } }],
  'log-softmax': ['LogSoftmax', { axis: { int: 1 } }],
}

export function writeActivation({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'activation'>>): string {
  const { kind, slope } = layer.config
  if (kind === 'relu6') {
    const ends = [graph.floats(`${layer.id}/least`, [0], []), graph.floats(`${layer.id}/most`, [6], [])]
    return graph.node('Clip', [...inputs, ...ends], {}, layer.id)
  }
  if (kind === 'leaky-relu') return graph.node('LeakyRelu', inputs, { alpha: { float: slope ?? 0.01 } }, layer.id)
  if (kind === 'silu') {
    const gate = graph.node('Sigmoid', inputs, {}, `${layer.id}/sigmoid`)
    return graph.node('Mul', [...inputs, gate], {}, layer.id)
  }
  const [op, attributes] = ops[kind] ?? []
  if (!op || !attributes) throw new Error(`no ONNX op for the activation ${kind}`)
  return graph.node(op, inputs, attributes, layer.id)
}

export function writePrelu({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'prelu'>>): string {
  const isPicture = layer.shape.length === 3
  const count = layer.config.slopes === 'one' ? 1 : (layer.shape.at(-1) as number)
  const slope = graph.weight(layer, 'slope', { dims: isPicture ? [count, 1, 1] : [count] })
  return graph.node('PRelu', [...inputs, slope], {}, layer.id)
}
