import type { Graph, Tensor } from '../graph'
import { defineOp, type GradientContext } from '../op'
import { broadcastAxes, isStatic } from '../shape'
import { broadcastLike, cast, constant, gather, reshape, reshapeLike, scalarLike, shapeOf } from './array'
import { elementTypes, elementwise, only, reducedShape } from './common'

type Operand = Tensor | number

const tensor = (graph: Graph, value: Operand, like: Tensor): Tensor =>
  typeof value === 'number' ? scalarLike(graph, value, like) : value

/** Both operands as tensors; a number takes the dtype of the other. */
function operands(graph: Graph, a: Operand, b: Operand): [Tensor, Tensor] {
  if (typeof a !== 'number') return [a, tensor(graph, b, a)]
  if (typeof b !== 'number') return [tensor(graph, a, b), b]
  return [constant(graph, a), constant(graph, b)]
}

/** Sums a gradient over the axes along which `x` was broadcast. */
export function unbroadcast(graph: Graph, dy: Tensor, x: Tensor): Tensor {
  const axes = broadcastAxes(x.shape, dy.shape)
  return axes.length === 0 ? dy : reshapeLike(graph, sum(graph, dy, axes), x)
}

type Binary = GradientContext<object> & { a: Tensor; b: Tensor; y: Tensor }

function binary(name: string, gradient?: (context: Binary) => [Tensor | undefined, Tensor | undefined]) {
  return defineOp({
    name,
    precision: 'follow',
    infer: elementwise,
    attributes: elementTypes,
    ...(gradient && {
      gradient: (context: GradientContext<object>) => {
        const [a, b] = context.inputs as [Tensor, Tensor]
        const [da, db] = gradient({ ...context, a, b, y: context.outputs[0] as Tensor })
        return [da && unbroadcast(context.graph, da, a), db && unbroadcast(context.graph, db, b)]
      },
    }),
  })
}

const addOp = binary('AddV2', ({ dy }) => [dy, dy])
const subOp = binary('Sub', ({ graph, dy, wants }) => [dy, wants(1) ? neg(graph, dy) : undefined])
const mulOp = binary('Mul', ({ graph, dy, a, b, wants }) => [
  wants(0) ? mul(graph, dy, b) : undefined,
  wants(1) ? mul(graph, dy, a) : undefined,
])
const divOp = binary('RealDiv', ({ graph, dy, y, b, wants }) => [
  wants(0) ? div(graph, dy, b) : undefined,
  wants(1) ? neg(graph, div(graph, mul(graph, dy, y), b)) : undefined,
])
const maximumOp = binary('Maximum', ({ graph, dy, a, b }) => {
  const left = greaterEqual(graph, a, b)
  const zero = scalarLike(graph, 0, dy)
  return [select(graph, left, dy, zero), select(graph, left, zero, dy)]
})
const minimumOp = binary('Minimum', ({ graph, dy, a, b }) => {
  const left = lessEqual(graph, a, b)
  const zero = scalarLike(graph, 0, dy)
  return [select(graph, left, dy, zero), select(graph, left, zero, dy)]
})
const powOp = binary('Pow')
const floorModOp = binary('FloorMod')

/** Elementwise with NumPy's broadcasting; a plain number takes the other operand's dtype. */
const elementwiseOf = (op: typeof addOp) => (graph: Graph, a: Operand, b: Operand) =>
  graph.add(op, operands(graph, a, b), {})

export const add = elementwiseOf(addOp)
export const sub = elementwiseOf(subOp)
export const mul = elementwiseOf(mulOp)
export const div = elementwiseOf(divOp)
/** The gradient of a tie goes to `a` whole. */
export const maximum = elementwiseOf(maximumOp)
/** The gradient of a tie goes to `a` whole. */
export const minimum = elementwiseOf(minimumOp)
/** a to the power b; without a gradient. */
export const pow = elementwiseOf(powOp)
/** a - b floor(a / b): of the sign of b; without a gradient. */
export const floorMod = elementwiseOf(floorModOp)

const negOp = defineOp({
  name: 'Neg',
  precision: 'follow',
  infer: only,
  attributes: elementTypes,
  gradient: ({ graph, dy }) => [neg(graph, dy)],
})
export const neg = (graph: Graph, x: Tensor): Tensor => graph.add(negOp, [x], {})

const addNOp = defineOp({
  name: 'AddN',
  precision: 'follow',
  infer: only,
  attributes: (inputs) => ({ T: { type: (inputs[0] as Tensor).dtype }, N: { int: inputs.length } }),
  gradient: ({ inputs, dy }) => inputs.map(() => dy),
})

/** The sum of tensors of one type, added in one pass. */
export function addAll(graph: Graph, parts: readonly Tensor[]): Tensor {
  const [first, second] = parts
  if (!first) throw new Error('the sum of no tensors')
  if (!second) return first
  return parts.length === 2 ? add(graph, first, second) : graph.add(addNOp, parts, {})
}

const comparison = (name: string) => {
  const op = defineOp({
    name,
    infer: (inputs) => [{ dtype: 'bool', shape: (elementwise(inputs)[0] as Tensor).shape }],
    attributes: elementTypes,
  })
  return (graph: Graph, a: Operand, b: Operand): Tensor => graph.add(op, operands(graph, a, b), {})
}
export const equal = comparison('Equal')
export const greater = comparison('Greater')
export const greaterEqual = comparison('GreaterEqual')
export const less = comparison('Less')
export const lessEqual = comparison('LessEqual')

const selectOp = defineOp({
  name: 'SelectV2',
  infer: ([condition, a, b]) => {
    const [{ dtype, shape }] = elementwise([a as Tensor, b as Tensor]) as [Tensor]
    const [{ shape: whole }] = elementwise([condition as Tensor, { ...(condition as Tensor), shape }]) as [Tensor]
    return [{ dtype, shape: whole }]
  },
  attributes: ([, a]) => ({ T: { type: (a as Tensor).dtype } }),
  gradient: ({ graph, inputs: [condition, a, b], dy, wants }) => {
    const zero = scalarLike(graph, 0, dy)
    return [
      undefined,
      wants(1) ? unbroadcast(graph, select(graph, condition as Tensor, dy, zero), a as Tensor) : undefined,
      wants(2) ? unbroadcast(graph, select(graph, condition as Tensor, zero, dy), b as Tensor) : undefined,
    ]
  },
})

/** `a` where the condition holds, else `b`. */
export const select = (graph: Graph, condition: Tensor, a: Tensor, b: Tensor): Tensor =>
  graph.add(selectOp, [condition, a, b], {})

interface Axes {
  axes: readonly number[]
  keep: boolean
}

function reduction(name: string, gradient?: (context: GradientContext<Axes>) => readonly (Tensor | undefined)[]) {
  return defineOp<Axes>({
    name,
    infer: ([x], { axes, keep }) => [
      { dtype: (x as Tensor).dtype, shape: reducedShape((x as Tensor).shape, axes, keep) },
    ],
    attributes: ([x], { keep }) => ({
      T: { type: (x as Tensor).dtype },
      Tidx: { type: 'int32' },
      keep_dims: { bool: keep },
    }),
    ...(gradient && { gradient }),
  })
}

/** `dy` of a reduction repeated over the axes that were reduced. */
function spread(graph: Graph, dy: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const kept = reducedShape(x.shape, axes, true)
  const unknown = kept.filter((size) => size < 0).length
  // One unknown size can be left to Reshape; a kept shape with two does not occur (only the batch is unknown).
  if (unknown > 1) throw new Error('a reduction over a tensor with two unknown sizes')
  return broadcastLike(graph, reshape(graph, dy, kept), x)
}

const sumOp = reduction('Sum', ({ graph, inputs: [x], attrs, dy }) => [
  spread(graph, dy, x as Tensor, attrs.axes),
  undefined,
])
const meanOp = reduction('Mean', ({ graph, inputs: [x], attrs, dy }) => {
  const { shape } = x as Tensor
  const sizes = attrs.axes.map((axis) => shape[axis] as number)
  const scaled = isStatic(sizes)
    ? mul(graph, dy, 1 / sizes.reduce((product, size) => product * size, 1))
    : div(
        graph,
        dy,
        cast(
          graph,
          product(graph, gather(graph, shapeOf(graph, x as Tensor), constant(graph, attrs.axes, 'int32')), [0]),
          dy.dtype,
        ),
      )
  return [spread(graph, scaled, x as Tensor, attrs.axes), undefined]
})
const maxOp = reduction('Max', ({ graph, inputs: [x], outputs: [y], attrs, dy }) => {
  // A tie shares the gradient equally, as PyTorch's amax and TensorFlow's reduce_max do.
  const all = x as Tensor
  const best = cast(graph, equal(graph, all, spread(graph, y as Tensor, all, attrs.axes)), dy.dtype)
  const count = spread(graph, sum(graph, best, attrs.axes), all, attrs.axes)
  return [mul(graph, div(graph, best, count), spread(graph, dy, all, attrs.axes)), undefined]
})
const prodOp = reduction('Prod')

const reduce =
  (op: typeof sumOp) =>
  (graph: Graph, x: Tensor, axes: readonly number[], keep = false): Tensor =>
    graph.add(op, [x, constant(graph, axes, 'int32')], { axes, keep })

export const sum = reduce(sumOp)
export const mean = reduce(meanOp)
export const max = reduce(maxOp)
/** Without a gradient. */
export const product = reduce(prodOp)

/** The sum of all elements, a scalar. */
export const total = (graph: Graph, x: Tensor): Tensor => sum(graph, x, [...x.shape.keys()])

const argMaxOp = defineOp({
  name: 'ArgMax',
  infer: ([x]) => [{ dtype: 'int32', shape: (x as Tensor).shape.slice(0, -1) }],
  attributes: ([x]) => ({
    T: { type: (x as Tensor).dtype },
    Tidx: { type: 'int32' },
    output_type: { type: 'int32' },
  }),
})

/** Index of the largest element along the last axis, int32; the first of equal ones. */
export const argMax = (graph: Graph, x: Tensor): Tensor =>
  graph.add(argMaxOp, [x, constant(graph, x.shape.length - 1, 'int32')], {})

const inTopKOp = defineOp({
  name: 'InTopKV2',
  infer: ([, targets]) => [{ dtype: 'bool', shape: (targets as Tensor).shape }],
  attributes: ([, targets]) => ({ T: { type: (targets as Tensor).dtype } }),
})

/** Whether each row's target is among its k largest (ties at the boundary count as in). `predictions` float32 [n, c]. */
export const inTopK = (graph: Graph, predictions: Tensor, targets: Tensor, k: number): Tensor =>
  graph.add(inTopKOp, [predictions, targets, constant(graph, k, 'int32')], {})

const matMulOp = defineOp<{ transposeA: boolean; transposeB: boolean }>({
  name: 'MatMul',
  precision: 'compute',
  infer: ([a, b], { transposeA, transposeB }) => {
    const [m, inner] = swapped((a as Tensor).shape, transposeA)
    const [other, n] = swapped((b as Tensor).shape, transposeB)
    if (inner !== other && inner >= 0 && other >= 0) throw new Error(`inner sizes ${inner} and ${other} differ`)
    return [{ dtype: (a as Tensor).dtype, shape: [m, n] }]
  },
  attributes: ([a], { transposeA, transposeB }) => ({
    T: { type: (a as Tensor).dtype },
    transpose_a: { bool: transposeA },
    transpose_b: { bool: transposeB },
  }),
  gradient: ({ graph, inputs, attrs: { transposeA, transposeB }, dy, wants }) => {
    const [a, b] = inputs as [Tensor, Tensor]
    if (transposeA) throw new Error('the gradient of MatMul with transposeA')
    return [
      wants(0) ? matMul(graph, dy, b, false, !transposeB) : undefined,
      wants(1) ? (transposeB ? matMul(graph, dy, a, true) : matMul(graph, a, dy, true)) : undefined,
    ]
  },
})

function swapped(shape: readonly number[], transposed: boolean): [number, number] {
  if (shape.length !== 2) throw new Error(`needs matrices, has [${shape}]`)
  const [rows, columns] = shape as [number, number]
  return transposed ? [columns, rows] : [rows, columns]
}

/** The product of two matrices, each transposed first if asked. */
export const matMul = (graph: Graph, a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor =>
  graph.add(matMulOp, [a, b], { transposeA, transposeB })
