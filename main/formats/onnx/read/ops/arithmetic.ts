import { elementCount } from '../../../../../shared/graph/shape'
import type { MadeWeight } from '../../../weightSource'
import type { FloatConstant } from '../../constants'
import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import { combined, numberText } from '../functions'
import { type GraphReader, nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import type { Activation, FunctionValue, InputValue, Value } from '../value'
import { extend } from './functions'

type Op = 'add' | 'sub' | 'mul' | 'div'

const binary =
  (op: Op): NodeReader =>
  (reader, node) => {
    if (node.input.length !== 2) throw onnxFault('graph', `has ${nodeText(node)} of ${node.input.length} inputs`)
    const [a, b] = [reader.constant(node, 0), reader.constant(node, 1)]
    if (!a && !b) return withBoth(reader, node, op)
    const constant = a ?? b
    const k = a ? 1 : 0
    if (constant?.kind !== 'floats' || (a && (op === 'sub' || op === 'div')))
      throw onnxFault('setting', `has ${nodeText(node)}, whose array is not to be joined so`)
    withConstant(reader, node, op, k, constant)
  }

function withConstant(reader: GraphReader, node: OnnxNode, op: Op, k: 0 | 1, constant: FloatConstant): void {
  const before = reader.value(node.input[k] as string, node)
  const count = elementCount(constant.dims)
  if (before.kind === 'input') {
    reader.set(node.output[0] as string, normalized(node, before, op, constant))
    return
  }
  if (count === 1 && !isBiasOfOne(reader, node, op, k, before)) {
    const value = constant.make()[0] as number
    const [name, amount] = op === 'sub' ? ['add', -value] : [op, value]
    extend(reader, node, k, `${name}(x,${numberText(amount)})`)
    return
  }
  const x = reader.activation(node, k)
  perChannel(reader, node, k, x, op, constant)
}

/** A dense layer of one unit has a bias of one number. */
function isBiasOfOne(reader: GraphReader, node: OnnxNode, op: Op, k: 0 | 1, before: Value): boolean {
  if (op !== 'add' || (before.kind !== 'picture' && before.kind !== 'vector')) return false
  return takesBias(reader, node, k, before) && reader.shapeOf(before.id).at(-1) === 1
}

function takesBias(reader: GraphReader, node: OnnxNode, k: 0 | 1, x: Activation): boolean {
  const { type, config } = reader.layer(x.id).spec
  const isLinear = ['conv2d', 'depthwise-conv2d', 'conv2d-transpose', 'dense'].includes(type)
  return isLinear && config.bias === false && reader.isAlone(node, k, x)
}

/** The input times and plus numbers is its normalization. */
function normalized(node: OnnxNode, before: InputValue, op: Op, constant: FloatConstant): InputValue {
  const { layout } = before
  const values = [...constant.make()]
  const { dims } = constant
  const axis = layout === 'nchw' ? dims.length - 3 : dims.length - 1
  if (values.length > 1 && (values.length > 4096 || dims.some((size, at) => size !== 1 && at !== axis)))
    throw onnxFault(
      'input',
      `has ${nodeText(node)}, which joins the input with an array that is not one number a channel`,
    )
  const count = Math.max(values.length, before.scale.length)
  const at = (list: readonly number[], k: number) => (list.length === 1 ? list[0] : list[k]) as number
  const each = (made: (k: number) => number) => Array.from({ length: count }, (_, k) => made(k))
  const value = (k: number) => at(values, k)
  const [scale, offset] = [(k: number) => at(before.scale, k), (k: number) => at(before.offset, k)]
  if (op === 'add') return { ...before, scale: each(scale), offset: each((k) => offset(k) + value(k)) }
  if (op === 'sub') return { ...before, scale: each(scale), offset: each((k) => offset(k) - value(k)) }
  const by = op === 'mul' ? value : (k: number) => 1 / value(k)
  return { ...before, scale: each((k) => scale(k) * by(k)), offset: each((k) => offset(k) * by(k)) }
}

/** One number a channel: a bias, or what a batch norm without statistics does. */
function perChannel(
  reader: GraphReader,
  node: OnnxNode,
  k: 0 | 1,
  x: Activation,
  op: Op,
  constant: FloatConstant,
): void {
  const channels = reader.shapeOf(x.id).at(-1) as number
  const { dims } = constant
  const isFirst = x.kind === 'picture' ? x.layout === 'nchw' : x.isSpatial === true
  const axis = isFirst ? dims.length - 3 : dims.length - 1
  const fits = elementCount(dims) === channels && dims[axis] === channels && !(x.kind === 'vector' && x.picture)
  if (!fits) throw onnxFault('setting', `has ${nodeText(node)}, which joins a layer with an array [${dims.join(', ')}]`)
  const change = { add: (v: number) => v, sub: (v: number) => -v, mul: (v: number) => v, div: (v: number) => 1 / v }[op]
  const made: MadeWeight = { shape: [channels], make: async () => constant.make().map(change) }
  const isSum = op === 'add' || op === 'sub'
  const { type, config } = reader.layer(x.id).spec
  const alone = reader.isAlone(node, k, x)
  const output = node.output[0] as string
  if (isSum && takesBias(reader, node, k, x)) {
    reader.change(x.id, { bias: true }, new Map([['bias', made]]))
    reader.set(output, x)
    return
  }
  if (alone && isSum && (type === 'batch-norm' || type === 'group-norm') && config.center === false) {
    reader.change(x.id, { center: true }, new Map([['beta', made]]))
    reader.set(output, x)
    return
  }
  if (alone && !isSum && type === 'group-norm' && config.scale === false && config.center === false) {
    reader.change(x.id, { scale: true }, new Map([['gamma', made]]))
    reader.set(output, x)
    return
  }
  const filled = (value: number): MadeWeight => ({
    shape: [channels],
    make: async () => new Float32Array(channels).fill(value),
  })
  const epsilon = 1e-5
  const weights = new Map([
    [isSum ? 'beta' : 'gamma', made],
    ['moving-mean', filled(0)],
    ['moving-variance', filled(1 - epsilon)],
  ])
  const id = reader.add(layerName(node), 'batch-norm', [x.id], { epsilon, scale: !isSum, center: isSum }, weights)
  reader.set(output, { ...x, id, isShared: false })
}

/** Two tensors: of one they may be a function, else they are added or multiplied. */
function withBoth(reader: GraphReader, node: OnnxNode, op: Op): void {
  if (op === 'sub' || op === 'div') throw onnxFault('operator', `has ${nodeText(node)} between outputs of layers`)
  const [a, b] = node.input as [string, string]
  const output = node.output[0] as string
  const common = commonOf(a, reader.value(a, node), b, reader.value(b, node))
  if (common) {
    const text = combined(op, common.texts[0], common.texts[1])
    const last = { of: common.of, text, node: nodeText(node) }
    reader.set(output, { kind: 'function', of: common.of, text, last, pair: { op, of: [a, b] } })
    return
  }
  const both = [reader.activation(node, 0), reader.activation(node, 1)] as [Activation, Activation]
  reader.set(
    output,
    op === 'mul' ? reader.multiplied(layerName(node), both, node) : reader.added(layerName(node), both, node),
  )
}

/** The tensor of which both are functions. */
function commonOf(a: string, va: Value, b: string, vb: Value) {
  const of = (name: string, value: Value) => (value.kind === 'function' ? (value as FunctionValue).of : name)
  const text = (value: Value) => (value.kind === 'function' ? value.text : 'x')
  if (va.kind !== 'function' && vb.kind !== 'function') return undefined
  if (of(a, va) === of(b, vb)) return { of: of(a, va), texts: [text(va), text(vb)] as const }
  return undefined
}

const pow: NodeReader = (reader, node) => {
  const exponent = reader.constant(node, 1)
  const value = exponent?.kind === 'floats' ? exponent.make() : exponent?.values
  if (value?.length !== 1) throw onnxFault('setting', `has ${nodeText(node)} with an exponent that is no number`)
  extend(reader, node, 0, `pow(x,${numberText(value[0] as number)})`)
}

export const arithmeticOps: Record<string, NodeReader> = {
  Add: binary('add'),
  Sub: binary('sub'),
  Mul: binary('mul'),
  Div: binary('div'),
  Pow: pow,
}
