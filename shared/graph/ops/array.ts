import type { ConstantValue } from '../attribute'
import { bytesPerElement, type DType } from '../dtype'
import type { Graph, Node, Tensor } from '../graph'
import { defineOp } from '../op'
import { elementCount, isCompatible, isStatic, type Shape } from '../shape'
import { elementTypes, only } from './common'

const constantOp = defineOp<ConstantValue | { readonly dtype: 'string'; readonly words: readonly string[] }>({
  name: 'Const',
  infer: (_, value) => [{ dtype: value.dtype, shape: 'words' in value ? [value.words.length] : value.shape }],
  attributes: (_, value) => ({
    dtype: { type: value.dtype },
    value: 'words' in value ? { words: value.words } : { tensor: value },
  }),
})

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const
type ConstantType = keyof typeof arrays

/** A constant; a number gives a scalar, a list gives a vector unless `shape` says otherwise. Equal constants share a node. */
export function constant(
  graph: Graph,
  values: number | readonly number[] | Float32Array | Int32Array | Uint8Array,
  dtype: ConstantType = 'float32',
  shape: Shape = typeof values === 'number' ? [] : [values.length],
): Tensor {
  const list = typeof values === 'number' ? [values] : values
  if (list.length !== elementCount(shape)) throw new Error(`a constant [${shape}] of ${list.length} values`)
  const array = arrays[dtype].from(list)
  const value = { dtype, shape, bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength) }
  return graph.sharedConstant(value, () => graph.add(constantOp, [], value))
}

/** A vector of words of ASCII. */
export const wordsConstant = (graph: Graph, words: readonly string[], name: string): Tensor =>
  graph.add(constantOp, [], { dtype: 'string', words }, { name })

/** A scalar of the dtype of `like` (bfloat16 and float16 through a cast, for which TensorFlow has the bytes). */
export function scalarLike(graph: Graph, value: number, like: Tensor): Tensor {
  if (like.dtype in arrays) return constant(graph, value, like.dtype as ConstantType)
  return cast(graph, constant(graph, value), like.dtype)
}

const placeholderOp = defineOp<{ dtype: DType; shape: Shape }>({
  name: 'Placeholder',
  infer: (_, { dtype, shape }) => [{ dtype, shape }],
  attributes: (_, { dtype, shape }) => ({ dtype: { type: dtype }, shape: { shape } }),
})

/** An input that the caller feeds. */
export const placeholder = (graph: Graph, name: string, dtype: DType, shape: Shape): Tensor =>
  graph.add(placeholderOp, [], { dtype, shape }, { name })

const identityOp = defineOp({
  name: 'Identity',
  precision: 'follow',
  infer: only,
  attributes: elementTypes,
  gradient: ({ dy }) => [dy],
})

/** The same tensor under a name of its own, after the `control` nodes. */
export const identity = (graph: Graph, x: Tensor, name?: string, control: readonly Tensor['node'][] = []): Tensor =>
  graph.add(identityOp, [x], {}, { name, control })

const castOp = defineOp<{ to: DType }>({
  name: 'Cast',
  infer: ([x], { to }) => [{ dtype: to, shape: (x as Tensor).shape }],
  attributes: ([x], { to }) => ({ SrcT: { type: (x as Tensor).dtype }, DstT: { type: to } }),
  gradient: ({ graph, inputs: [x], dy }) => [cast(graph, dy, (x as Tensor).dtype)],
})

/** `x` in another dtype; `x` itself if it has it already. */
export const cast = (graph: Graph, x: Tensor, to: DType): Tensor =>
  x.dtype === to ? x : graph.add(castOp, [x], { to })

const shapeOp = defineOp({
  name: 'Shape',
  // Not to widen a whole tensor for the sake of its sizes.
  precision: 'follow',
  infer: ([x]) => [{ dtype: 'int32', shape: [(x as Tensor).shape.length] }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, out_type: { type: 'int32' } }),
})

/** The sizes of `x` as int32: a constant where they are known. */
export const shapeOf = (graph: Graph, x: Tensor): Tensor =>
  isStatic(x.shape) ? constant(graph, x.shape, 'int32') : graph.add(shapeOp, [x], {})

const sizeOp = defineOp({
  name: 'Size',
  precision: 'follow',
  infer: () => [{ dtype: 'int32', shape: [] }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, out_type: { type: 'int32' } }),
})

/** The number of elements of `x` as an int32 scalar. */
export const sizeOf = (graph: Graph, x: Tensor): Tensor => graph.add(sizeOp, [x], {})

const reshapeOp = defineOp<{ to: Shape }>({
  name: 'Reshape',
  precision: 'follow',
  infer: ([x], { to }) => {
    const from = (x as Tensor).shape
    if (isStatic(from) && isStatic(to) && elementCount(from) !== elementCount(to))
      throw new Error(`${elementCount(from)} elements do not fill [${to}]`)
    return [{ dtype: (x as Tensor).dtype, shape: resolved(from, to) }]
  },
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Tshape: { type: 'int32' } }),
  gradient: ({ graph, inputs: [x], dy }) => [reshapeLike(graph, dy, x as Tensor), undefined],
})

/** The size behind a -1 of `to`, where the sizes of `from` tell it. */
function resolved(from: Shape, to: Shape): Shape {
  if (!isStatic(from) || to.filter((size) => size < 0).length !== 1) return to
  const known = to.filter((size) => size >= 0).reduce((product, size) => product * size, 1)
  return to.map((size) => (size < 0 ? elementCount(from) / known : size))
}

/** `x` in another shape, in which one size may be -1. */
export const reshape = (graph: Graph, x: Tensor, to: Shape): Tensor =>
  graph.add(reshapeOp, [x, constant(graph, to, 'int32')], { to })

/** `x` in the shape of `like`, whose sizes may be known only at run time. */
export const reshapeLike = (graph: Graph, x: Tensor, like: Tensor): Tensor =>
  graph.add(reshapeOp, [x, shapeOf(graph, like)], { to: like.shape })

/** `x` in the shape that the int32 vector `sizes` holds when the graph runs; `to` says what is known of it before. */
export const reshapeTo = (graph: Graph, x: Tensor, sizes: Tensor, to: Shape): Tensor =>
  graph.add(reshapeOp, [x, sizes], { to })

const transposeOp = defineOp<{ permutation: readonly number[] }>({
  name: 'Transpose',
  precision: 'follow',
  infer: ([x], { permutation }) => [
    { dtype: (x as Tensor).dtype, shape: permutation.map((axis) => (x as Tensor).shape[axis] as number) },
  ],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Tperm: { type: 'int32' } }),
  gradient: ({ graph, attrs: { permutation }, dy }) => [
    transpose(
      graph,
      dy,
      permutation.map((_, axis) => permutation.indexOf(axis)),
    ),
    undefined,
  ],
})

/** Axis k of the result is axis `permutation[k]` of `x`. */
export const transpose = (graph: Graph, x: Tensor, permutation: readonly number[]): Tensor =>
  graph.add(transposeOp, [x, constant(graph, permutation, 'int32')], { permutation })

const without = (shape: Shape, axis: number): Shape => shape.filter((_, k) => k !== axis)

const concatOp = defineOp<{ axis: number }>({
  name: 'ConcatV2',
  precision: 'follow',
  infer: (inputs, { axis }) => {
    const [first, ...rest] = inputs.slice(0, -1) as [Tensor, ...Tensor[]]
    for (const { shape, dtype } of rest)
      if (dtype !== first.dtype || !isCompatible(without(shape, axis), without(first.shape, axis)))
        throw new Error(`parts differ outside axis ${axis}`)
    const total = inputs.slice(0, -1).reduce((sum, { shape }) => sum + (shape[axis] as number), 0)
    return [{ dtype: first.dtype, shape: first.shape.map((size, k) => (k === axis ? total : size)) }]
  },
  attributes: (inputs) => ({
    T: { type: (inputs[0] as Tensor).dtype },
    N: { int: inputs.length - 1 },
    Tidx: { type: 'int32' },
  }),
  gradient: ({ graph, attrs: { axis }, inputs, dy }) => {
    let begin = 0
    const parts = inputs.slice(0, -1).map(({ shape }) => {
      const size = shape[axis] as number
      const part = slice(
        graph,
        dy,
        shape.map((_, k) => (k === axis ? begin : 0)),
        shape.map((_, k) => (k === axis ? size : -1)),
      )
      begin += size
      return part
    })
    return [...parts, undefined]
  },
})

/** The tensors one after the other along `axis` (not the batch), in which their sizes are known. */
export const concat = (graph: Graph, parts: readonly Tensor[], axis: number): Tensor =>
  parts.length === 1 ? (parts[0] as Tensor) : graph.add(concatOp, [...parts, constant(graph, axis, 'int32')], { axis })

const sliceOp = defineOp<{ begin: Shape; size: Shape }>({
  name: 'Slice',
  precision: 'follow',
  infer: ([x], { begin, size }) => [
    {
      dtype: (x as Tensor).dtype,
      shape: (x as Tensor).shape.map((whole, axis) => {
        const taken = size[axis] as number
        return taken >= 0 || whole < 0 ? taken : whole - (begin[axis] as number)
      }),
    },
  ],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Index: { type: 'int32' } }),
  gradient: ({ graph, inputs: [x], attrs: { begin }, outputs: [y], dy }) => {
    const paddings = (x as Tensor).shape.map((whole, axis): [number, number] => {
      const before = begin[axis] as number
      const taken = (y as Tensor).shape[axis] as number
      if (whole < 0 && before === 0 && taken < 0) return [0, 0]
      if (whole < 0 || taken < 0) throw new Error('the gradient of a slice along an axis of unknown size')
      return [before, whole - before - taken]
    })
    return [pad(graph, dy, paddings), undefined, undefined]
  },
})

/** The block of `x` that starts at `begin`; a size of -1 takes the rest of that axis. */
export const slice = (graph: Graph, x: Tensor, begin: Shape, size: Shape): Tensor =>
  graph.add(sliceOp, [x, constant(graph, begin, 'int32'), constant(graph, size, 'int32')], { begin, size })

/** The block of `x` that the int32 vectors `begin` and `size` name when the graph runs; `to` says what is known of its shape before. */
export const sliceAt = (graph: Graph, x: Tensor, begin: Tensor, size: Tensor, to: Shape, after: readonly Node[] = []) =>
  graph.add(sliceOp, [x, begin, size], { begin: x.shape.map(() => 0), size: to }, { control: after })

export type Paddings = readonly (readonly [before: number, after: number])[]

const padded = (x: Tensor, paddings: Paddings): Shape =>
  x.shape.map((size, axis) => {
    const [before, after] = paddings[axis] as readonly [number, number]
    return size < 0 ? size : size + before + after
  })

/** Gradient of padding: the inner block. */
function unpad(graph: Graph, dy: Tensor, x: Tensor, paddings: Paddings): Tensor {
  return slice(
    graph,
    dy,
    paddings.map(([before]) => before),
    x.shape,
  )
}

const padOp = defineOp<{ paddings: Paddings }>({
  name: 'Pad',
  precision: 'follow',
  infer: ([x], { paddings }) => [{ dtype: (x as Tensor).dtype, shape: padded(x as Tensor, paddings) }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Tpaddings: { type: 'int32' } }),
  gradient: ({ graph, inputs: [x], attrs, dy }) => [unpad(graph, dy, x as Tensor, attrs.paddings), undefined],
})

const padWithOp = defineOp<{ paddings: Paddings; value: number }>({
  name: 'PadV2',
  precision: 'follow',
  infer: ([x], { paddings }) => [{ dtype: (x as Tensor).dtype, shape: padded(x as Tensor, paddings) }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Tpaddings: { type: 'int32' } }),
  gradient: ({ graph, inputs: [x], attrs, dy }) => [
    unpad(graph, dy, x as Tensor, attrs.paddings),
    undefined,
    undefined,
  ],
})

/** `x` with zeros (or `value`) around it, `[before, after]` elements an axis. */
export function pad(graph: Graph, x: Tensor, paddings: Paddings, value = 0): Tensor {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x
  const widths = constant(graph, paddings.flat(), 'int32', [paddings.length, 2])
  return value === 0
    ? graph.add(padOp, [x, widths], { paddings })
    : graph.add(padWithOp, [x, widths, scalarLike(graph, value, x)], { paddings, value })
}

/** `shape` with `removed` sizes at `axis` replaced by `sizes`. */
const inserted = (shape: Shape, axis: number, removed: number, sizes: Shape): Shape => [
  ...shape.slice(0, axis),
  ...sizes,
  ...shape.slice(axis + removed),
]

const packOp = defineOp<{ axis: number }>({
  name: 'Pack',
  infer: (inputs, { axis }) => [
    {
      dtype: (inputs[0] as Tensor).dtype,
      shape: inserted((inputs[0] as Tensor).shape, axis, 0, [inputs.length]),
    },
  ],
  attributes: (inputs, { axis }) => ({
    T: { type: (inputs[0] as Tensor).dtype },
    N: { int: inputs.length },
    axis: { int: axis },
  }),
})

/** Tensors of one shape stacked along a new axis. */
export const pack = (graph: Graph, parts: readonly Tensor[], axis = 0): Tensor => graph.add(packOp, parts, { axis })

const fillOp = defineOp<{ shape: Shape }>({
  name: 'Fill',
  infer: ([, value], { shape }) => [{ dtype: (value as Tensor).dtype, shape }],
  attributes: ([, value]) => ({ T: { type: (value as Tensor).dtype }, index_type: { type: 'int32' } }),
})

/** A tensor of known shape, every element `value`. */
export const fill = (graph: Graph, shape: Shape, value: Tensor): Tensor =>
  graph.add(fillOp, [constant(graph, shape, 'int32'), value], { shape })

/** A tensor of the shape of `like`, every element `value`. */
export const fillLike = (graph: Graph, like: Tensor, value: Tensor): Tensor =>
  graph.add(fillOp, [shapeOf(graph, like), value], { shape: like.shape })

const broadcastToOp = defineOp<{ shape: Shape }>({
  name: 'BroadcastTo',
  precision: 'follow',
  infer: ([x], { shape }) => [{ dtype: (x as Tensor).dtype, shape }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype }, Tidx: { type: 'int32' } }),
})

/** `x` repeated to the shape of `like`. */
export const broadcastLike = (graph: Graph, x: Tensor, like: Tensor): Tensor =>
  graph.add(broadcastToOp, [x, shapeOf(graph, like)], { shape: like.shape })

const gatherOp = defineOp<{ axis: number }>({
  name: 'GatherV2',
  infer: ([x, indices], { axis }) => [
    {
      dtype: (x as Tensor).dtype,
      shape: inserted((x as Tensor).shape, axis, 1, (indices as Tensor).shape),
    },
  ],
  attributes: ([x, indices]) => ({
    Tparams: { type: (x as Tensor).dtype },
    Tindices: { type: (indices as Tensor).dtype },
    Taxis: { type: 'int32' },
  }),
})

/** The slices of `x` at `indices` along `axis`. Without a gradient: for data and tables, not for weights. */
export const gather = (graph: Graph, x: Tensor, indices: Tensor, axis = 0): Tensor =>
  graph.add(gatherOp, [x, indices, constant(graph, axis, 'int32')], { axis })

const oneHotOp = defineOp<{ depth: number }>({
  name: 'OneHot',
  infer: ([indices, , on], { depth }) => [
    { dtype: (on as Tensor).dtype, shape: [...(indices as Tensor).shape, depth] },
  ],
  attributes: ([indices, , on]) => ({
    T: { type: (on as Tensor).dtype },
    TI: { type: (indices as Tensor).dtype },
    axis: { int: -1 },
  }),
})

/** Rows of length `depth` with `on` at the index and `off` elsewhere. */
export const oneHot = (graph: Graph, indices: Tensor, depth: number, on = 1, off = 0): Tensor =>
  graph.add(oneHotOp, [indices, constant(graph, depth, 'int32'), constant(graph, on), constant(graph, off)], { depth })

const decodeRawOp = defineOp<{ dtype: DType; count: number }>({
  name: 'DecodeRaw',
  infer: (_, { dtype, count }) => [{ dtype, shape: [count] }],
  attributes: (_, { dtype }) => ({ out_type: { type: dtype } }),
})

/**
 * A scalar string of raw little-endian bytes as a flat vector; `count` is -1 if the length is known only at run time.
 * All that a session keeps goes in this way: a typed array that TensorFlow holds is freed from a foreign thread.
 */
export const decodeRaw = (graph: Graph, bytes: Tensor, dtype: DType, count = -1): Tensor => {
  bytesPerElement(dtype)
  return graph.add(decodeRawOp, [bytes], { dtype, count })
}

const stopGradientOp = defineOp({
  name: 'StopGradient',
  precision: 'follow',
  infer: only,
  attributes: elementTypes,
  gradient: () => [undefined],
})

/** `x`, through which no gradient flows. */
export const stopGradient = (graph: Graph, x: Tensor): Tensor => graph.add(stopGradientOp, [x], {})

const noOp = defineOp({ name: 'NoOp', infer: () => [] })

/** A node that does nothing, after the `control` nodes. */
export const group = (graph: Graph, control: readonly Tensor['node'][], name?: string): Tensor['node'] =>
  graph.addNode(noOp, [], {}, { control, name })
