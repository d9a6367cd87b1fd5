import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import { numberText } from '../functions'
import { type GraphReader, nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import { asItIs } from './convolution'

/** Adds to the function that a tensor is so far: `text` has x for what the node reads. */
export function extend(reader: GraphReader, node: OnnxNode, k: number, text: string): void {
  const of = node.input[k] as string
  const before = reader.value(of, node)
  const last = { of, text, node: nodeText(node) }
  const output = node.output[0] as string
  if (before.kind === 'function')
    reader.set(output, { kind: 'function', of: before.of, text: text.replace('(x', `(${before.text}`), last })
  else reader.set(output, { kind: 'function', of, text, last })
}

/** An op that is an activation of ours whatever stands around it. */
const plain =
  (kind: string): NodeReader =>
  (reader, node) =>
    activation(reader, node, { kind })

function activation(reader: GraphReader, node: OnnxNode, config: Record<string, unknown>) {
  const x = reader.activation(node)
  const id = reader.add(layerName(node), 'activation', [x.id], config)
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

const part =
  (name: string): NodeReader =>
  (reader, node) =>
    extend(reader, node, 0, `${name}(x)`)

/** Only the value that every framework gives it. */
const only =
  (kind: string, wanted: Readonly<Record<string, number>>): NodeReader =>
  (reader, node, attributes) => {
    for (const [name, value] of Object.entries(wanted))
      if (Math.abs(attributes.float(name, value) - value) > 1e-4)
        throw onnxFault('setting', `has ${nodeText(node)} with ${name} ${attributes.float(name, value)}`)
    activation(reader, node, { kind })
  }

/** Along the channels. */
const softmax =
  (kind: 'softmax' | 'log-softmax'): NodeReader =>
  (reader, node, attributes) => {
    const x = reader.activation(node)
    const rank = x.kind === 'picture' || x.isSpatial ? 4 : 2
    const axis = attributes.int('axis', reader.opset < 13 ? 1 : -1)
    const along = axis < 0 ? axis + rank : axis
    const channels = x.kind === 'picture' && x.layout === 'nhwc' ? 3 : 1
    if (along !== channels || (reader.opset < 13 && x.kind === 'picture'))
      throw onnxFault('setting', `has ${nodeText(node)} along axis ${axis}`)
    activation(reader, node, { kind })
  }

const clip: NodeReader = (reader, node, attributes) => {
  const end = (k: number, name: string, otherwise: number) => {
    if (!reader.has(node, k)) return attributes.float(name, otherwise)
    const found = reader.floats(node, k)
    if (found.dims.some((size) => size !== 1)) throw onnxFault('setting', `has ${nodeText(node)} with many ends`)
    return found.make()[0] as number
  }
  const [least, most] = [end(1, 'min', Number.NEGATIVE_INFINITY), end(2, 'max', Number.POSITIVE_INFINITY)]
  // The largest float stands for no end.
  const text = (value: number) =>
    numberText(Math.abs(value) > 1e38 ? Math.sign(value) * Number.POSITIVE_INFINITY : value)
  extend(reader, node, 0, `clip(x,${text(least)},${text(most)})`)
}

const prelu: NodeReader = (reader, node) => {
  const x = reader.activation(node)
  const slope = reader.floats(node, 1)
  const count = slope.dims.reduce((product, size) => product * size, 1)
  const channels = reader.shapeOf(x.id).at(-1) as number
  if ((count !== 1 && count !== channels) || (count > 1 && x.kind === 'vector' && x.picture))
    throw onnxFault('setting', `has ${nodeText(node)} with ${count} slopes`)
  const config = { slopes: count === 1 && channels !== 1 ? 'one' : 'channel' }
  const id = reader.add(
    layerName(node, slope.name),
    'prelu',
    [x.id],
    config,
    new Map([['slope', asItIs(slope, [count])]]),
  )
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

/** In the file for a training that went before: it stays on the canvas, and does nothing in inference. */
const dropout: NodeReader = (reader, node, attributes) => {
  const x = reader.activation(node)
  const given = reader.has(node, 1) ? reader.floats(node, 1).make()[0] : attributes.float('ratio', 0.5)
  const config = { rate: Math.min(Math.max(given ?? 0.5, 0), 0.999) }
  reader.set(node.output[0] as string, {
    ...x,
    id: reader.add(layerName(node), 'dropout', [x.id], config),
    isShared: false,
  })
}

export const functionOps: Record<string, NodeReader> = {
  Relu: plain('relu'),
  Mish: plain('mish'),
  HardSwish: plain('hard-swish'),
  Softsign: plain('softsign'),
  LeakyRelu: (reader, node, attributes) =>
    activation(reader, node, { kind: 'leaky-relu', slope: Number(attributes.float('alpha', 0.01).toPrecision(7)) }),
  Elu: only('elu', { alpha: 1 }),
  Selu: only('selu', { alpha: 1.67326, gamma: 1.0507 }),
  Gelu: (reader, node, attributes) =>
    activation(reader, node, { kind: attributes.text('approximate', 'none') === 'tanh' ? 'gelu-tanh' : 'gelu' }),
  Softmax: softmax('softmax'),
  LogSoftmax: softmax('log-softmax'),
  PRelu: prelu,
  Dropout: dropout,
  Clip: clip,
  Sigmoid: part('sigmoid'),
  Tanh: part('tanh'),
  Softplus: part('softplus'),
  Erf: part('erf'),
  HardSigmoid: (reader, node, attributes) => {
    const [alpha, beta] = [attributes.float('alpha', 0.2), attributes.float('beta', 0.5)]
    const isOurs = Math.abs(alpha - 1 / 6) < 1e-5 && beta === 0.5
    extend(
      reader,
      node,
      0,
      isOurs ? 'hardsigmoid(x)' : `clip(add(mul(x,${numberText(alpha)}),${numberText(beta)}),0,1)`,
    )
  },
}
