import { elementCount, type Shape } from '../../../../../shared/graph/shape'
import { permuted } from '../../../permuted'
import { type Constant, type FloatConstant, type IntConstant, readConstant } from '../../constants'
import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import { elementType } from '../../schema'
import type { Attributes } from '../attributes'
import { type GraphReader, nodeText } from '../graphReader'

/** Arrays that a node may hold itself are small. */
const mostInNode = 2 ** 28

/**
 * A node over arrays of the file alone, or over sizes: worked out at once. Says whether it was one. What is not worked out here
 * is left to the readers, who refuse it by name.
 */
export function constantOps(reader: GraphReader, node: OnnxNode, attributes: Attributes): boolean {
  const made = madeConstant(reader, node, attributes)
  if (made) reader.set(node.output[0] as string, made)
  return made !== undefined
}

function madeConstant(reader: GraphReader, node: OnnxNode, attributes: Attributes): Constant | undefined {
  if (node.opType === 'Constant') return constantNode(node, attributes)
  if (node.opType === 'Shape') return shapeOfTensor(reader, node, attributes)
  const given = node.input.map((name, k) => (name === '' ? undefined : reader.constant(node, k)))
  const [first] = given
  if (!first || given.some((one, k) => !one && node.input[k] !== '')) return undefined
  return first.kind === 'floats'
    ? floatNode(reader, node, attributes, first)
    : intNode(reader, node, attributes, given as IntConstant[])
}

function constantNode(node: OnnxNode, attributes: Attributes): Constant {
  const name = node.output[0] as string
  const tensor = attributes.tensor('value')
  if (tensor) return readConstant({ ...tensor, name }, mostInNode)
  const floats = attributes.floats('value_floats')
  if (attributes.has('value_floats') && floats)
    return { kind: 'floats', name, dims: [floats.length], make: () => floats }
  if (attributes.has('value_float'))
    return { kind: 'floats', name, dims: [], make: () => Float32Array.of(attributes.float('value_float', 0)) }
  if (attributes.has('value_int')) return { kind: 'ints', dims: [], values: [attributes.int('value_int', 0)] }
  const values = attributes.ints('value_ints')
  if (values) return { kind: 'ints', dims: [values.length], values }
  throw onnxFault('setting', `has ${nodeText(node)} without numbers`)
}

/** Its sizes, or a part of them, as from operator set 15 on. The batch is not known. */
function shapeOfTensor(reader: GraphReader, node: OnnxNode, attributes: Attributes): IntConstant {
  const name = node.input[0] as string
  const before = reader.value(name, node)
  const listed = (dims: Shape): IntConstant => {
    const part = dims.slice(attributes.int('start', 0), attributes.int('end', dims.length))
    return { kind: 'ints', dims: [part.length], values: part }
  }
  if (before.kind === 'floats' || before.kind === 'ints') return listed(before.dims)
  const x = reader.activation(node)
  const shape = reader.shapeOf(x.id)
  if (x.kind === 'vector') return listed([Number.NaN, ...shape, ...(x.isSpatial ? [1, 1] : [])])
  const [height, width, channels] = shape as [number, number, number]
  return listed(x.layout === 'nchw' ? [Number.NaN, channels, height, width] : [Number.NaN, height, width, channels])
}

/** Weights may come transposed, reshaped or in another type. */
function floatNode(
  reader: GraphReader,
  node: OnnxNode,
  attributes: Attributes,
  array: FloatConstant,
): Constant | undefined {
  const { dims, make } = array
  const rank = dims.length
  switch (node.opType) {
    case 'Identity':
      return array
    case 'Cast': {
      const to = attributes.int('to', 0)
      if (to === elementType.float32 || to === elementType.float64) return array
      if (to !== elementType.int64 && to !== elementType.int32) return undefined
      return { kind: 'ints', dims, values: Array.from(make(), Math.trunc) }
    }
    case 'Transpose': {
      const perm = attributes.ints('perm') ?? dims.map((_, k) => rank - 1 - k)
      if ([...perm].sort((a, b) => a - b).join() !== dims.map((_, k) => k).join())
        throw onnxFault('setting', `has ${nodeText(node)} by [${perm.join(', ')}]`)
      return { ...array, dims: perm.map((axis) => dims[axis] as number), make: () => permuted(make(), dims, perm) }
    }
    case 'Reshape':
      return { ...array, dims: reshaped(node, dims, reader.ints(node, 1) ?? []) }
    case 'Squeeze': {
      const axes = (reader.ints(node, 1) ?? attributes.ints('axes'))?.map((axis) => (axis < 0 ? axis + rank : axis))
      return { ...array, dims: dims.filter((size, k) => !(axes ? axes.includes(k) && size === 1 : size === 1)) }
    }
    case 'Unsqueeze':
      return { ...array, dims: unsqueezed(dims, reader.ints(node, 1) ?? attributes.ints('axes') ?? []) }
    default:
      return undefined
  }
}

function reshaped(node: OnnxNode, dims: Shape, wanted: readonly number[]): number[] {
  const sizes = wanted.map((size, k) => (size === 0 ? (dims[k] ?? 0) : size))
  const known = sizes.filter((size) => size > 0).reduce((product, size) => product * size, 1)
  const filled = sizes.map((size) => (size === -1 ? elementCount(dims) / known : size))
  if (!filled.every((size) => Number.isSafeInteger(size) && size >= 0) || elementCount(filled) !== elementCount(dims))
    throw onnxFault('setting', `has ${nodeText(node)} of [${dims.join(', ')}] to [${wanted.join(', ')}]`)
  return filled
}

function unsqueezed(dims: Shape, axes: readonly number[]): number[] {
  const rank = dims.length + axes.length
  const places = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)))
  const left = [...dims]
  return Array.from({ length: rank }, (_, k) => (places.has(k) ? 1 : (left.shift() ?? 1)))
}

/** What exporters do with sizes. */
function intNode(
  reader: GraphReader,
  node: OnnxNode,
  attributes: Attributes,
  given: readonly (IntConstant | undefined)[],
): Constant | undefined {
  const [first, second] = given as [IntConstant, IntConstant | undefined]
  const vector = (values: readonly number[]): IntConstant => ({ kind: 'ints', dims: [values.length], values })
  if (given.some((one) => one && (one.kind as string) !== 'ints')) return undefined
  const each = (work: (a: number, b: number) => number): IntConstant => {
    const count = Math.max(first.values.length, second?.values.length ?? 0)
    const at = ({ values }: IntConstant, k: number) => (values.length === 1 ? values[0] : values[k]) as number
    const values = Array.from({ length: count }, (_, k) => work(at(first, k), second ? at(second, k) : Number.NaN))
    return first.dims.length === 0 && (second?.dims.length ?? 0) === 0
      ? { kind: 'ints', dims: [], values }
      : vector(values)
  }
  switch (node.opType) {
    case 'Identity':
      return first
    case 'Cast': {
      const to = attributes.int('to', 0)
      if (to === elementType.int64 || to === elementType.int32) return first
      const name = node.output[0] as string
      return { kind: 'floats', name, dims: first.dims, make: () => Float32Array.from(first.values) }
    }
    case 'Gather': {
      const index = second?.values[0]
      const value = index === undefined ? undefined : first.values.at(index)
      if (second?.values.length !== 1 || value === undefined) return undefined
      return second.dims.length === 0 ? { kind: 'ints', dims: [], values: [value] } : vector([value])
    }
    case 'Unsqueeze':
    case 'Squeeze':
      return first.values.length === 1
        ? { kind: 'ints', dims: node.opType === 'Squeeze' ? [] : [1], values: first.values }
        : undefined
    case 'Concat':
      return vector(given.flatMap((one) => one?.values ?? []))
    case 'Slice': {
      const [from = 0, to = first.values.length] = [reader.ints(node, 1)?.[0], reader.ints(node, 2)?.[0]]
      if ((reader.ints(node, 4)?.[0] ?? 1) !== 1) return undefined
      return vector(first.values.slice(from, to))
    }
    case 'Reshape':
      return vector(first.values)
    case 'Mul':
      return each((a, b) => a * b)
    case 'Add':
      return each((a, b) => a + b)
    case 'Sub':
      return each((a, b) => a - b)
    case 'Div':
      return each((a, b) => Math.trunc(a / b))
    default:
      return undefined
  }
}
