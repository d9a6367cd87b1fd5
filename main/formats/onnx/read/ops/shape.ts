import { elementCount, type Shape } from '../../../../../shared/graph/shape'
import { permuted } from '../../../permuted'
import type { MadeWeight } from '../../../weightSource'
import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import type { Attributes } from '../attributes'
import { type GraphReader, nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import type { Layout, PictureValue, VectorValue } from '../value'
import { asItIs } from './convolution'
import { pooledByMatrix } from './pooling'

/** A picture as a vector. The file's order is that of its layout. */
function flattened(reader: GraphReader, node: OnnxNode, x: PictureValue): VectorValue {
  const picture = reader.shapeOf(x.id)
  const [height, width, channels] = picture as [number, number, number]
  const isSame = x.layout === 'nhwc' || channels === 1 || (height === 1 && width === 1)
  const id = reader.add(layerName(node), 'flatten', [x.id])
  return { kind: 'vector', id, picture: isSame ? undefined : picture }
}

const flatten: NodeReader = (reader, node, attributes) => {
  attributes.expect('axis', 1)
  const x = reader.activation(node)
  if (x.kind === 'picture') reader.set(node.output[0] as string, flattened(reader, node, x))
  else reader.alias(node, { ...x, isSpatial: false })
}

/** The wanted sizes behind the batch; one that is -1 is what is left. */
function wantedSizes(reader: GraphReader, node: OnnxNode, count: number, now: readonly number[]): number[] {
  const [first, ...others] = reader.ints(node, 1) ?? []
  const isBatch = first !== undefined && (Number.isNaN(first) || [-1, 0, 1, reader.batch].includes(first))
  if (!isBatch) throw onnxFault('setting', `has ${nodeText(node)}, which does not leave the batch alone`)
  const sizes = others.map((size, k) => (size === 0 ? (now[k] ?? 0) : size))
  const known = sizes.filter((size) => size > 0).reduce((product, size) => product * size, 1)
  return sizes.map((size) => (size === -1 ? count / known : size))
}

const reshape: NodeReader = (reader, node) => {
  const x = reader.activation(node)
  const shape = reader.shapeOf(x.id)
  const count = elementCount(shape)
  const now = x.kind === 'picture' && x.layout === 'nchw' ? [shape[2], shape[0], shape[1]] : shape
  const output = node.output[0] as string
  if (x.kind === 'vector' && !x.picture && reader.ints(node, 1)?.join() === '-1')
    return reader.set(output, { kind: 'flat', of: x })
  const sizes = wantedSizes(reader, node, count, now as number[])
  const isPixel = sizes.length === 3 && sizes[1] === 1 && sizes[2] === 1
  if (sizes.join() === now.join() && !(x.kind === 'vector' && x.isSpatial)) return reader.alias(node, x)
  if (sizes.length === 1 && sizes[0] === count) {
    if (x.kind === 'picture') reader.set(output, flattened(reader, node, x))
    else reader.alias(node, { ...x, isSpatial: false })
    return
  }
  if (x.kind === 'vector' && !x.picture && isPixel && sizes[0] === count)
    return reader.alias(node, { ...x, isSpatial: true })
  if (sizes.length === 3 && ((x.kind === 'vector' && !x.picture) || (x.kind === 'picture' && x.layout === 'nhwc'))) {
    const id = reader.add(layerName(node), 'reshape', [x.id], { shape: sizes })
    reader.set(output, { kind: 'picture', id, layout: 'nhwc' })
    return
  }
  throw onnxFault(
    'setting',
    `has ${nodeText(node)} from ${now.join('x')} to ${sizes.join('x')} with the channels first`,
  )
}

const squeeze: NodeReader = (reader, node, attributes) => {
  const x = reader.activation(node)
  const axes = (reader.ints(node, 1) ?? attributes.ints('axes') ?? []).map((axis) => (axis < 0 ? axis + 4 : axis))
  if (x.kind === 'vector' && x.isSpatial && axes.join() === '2,3') return reader.alias(node, { ...x, isSpatial: false })
  throw onnxFault('setting', `has ${nodeText(node)} of something else than a pooled picture`)
}

const unsqueeze: NodeReader = (reader, node, attributes) => {
  const x = reader.vector(node)
  const axes = (reader.ints(node, 1) ?? attributes.ints('axes') ?? []).map((axis) => (axis < 0 ? axis + 4 : axis))
  if (axes.join() === '2,3') return reader.alias(node, { ...x, isSpatial: true })
  throw onnxFault('setting', `has ${nodeText(node)} of something else than a vector`)
}

const transpose: NodeReader = (reader, node, attributes) => {
  const perm = (attributes.ints('perm') ?? []).join()
  const before = reader.value(node.input[0] as string, node)
  const turned = (layout: Layout): Layout | undefined => {
    if (perm === '0,1,2,3') return layout
    if (layout === 'nchw' && perm === '0,2,3,1') return 'nhwc'
    return layout === 'nhwc' && perm === '0,3,1,2' ? 'nchw' : undefined
  }
  const x = before.kind === 'input' ? before : reader.activation(node)
  const layout = x.kind === 'vector' ? undefined : turned(x.layout)
  if (x.kind === 'vector' && x.isSpatial && perm === '0,2,3,1') {
    // [n, 1, 1, c]: a picture of one pixel.
    const shape = [1, 1, reader.shapeOf(x.id)[0] as number]
    const id = reader.add(layerName(node), 'reshape', [x.id], { shape })
    reader.set(node.output[0] as string, { kind: 'picture', id, layout: 'nhwc' })
    return
  }
  if (!layout) throw onnxFault('setting', `has ${nodeText(node)} by [${perm}]`)
  if (x.kind === 'input') reader.set(node.output[0] as string, { ...x, layout })
  else reader.alias(node, { ...(x as PictureValue), layout })
}

/** Rows of a kernel that reads a picture flattened as [c, h, w], in our order. */
function inOurOrder({ shape, make }: MadeWeight, picture: Shape): MadeWeight {
  const [height, width, channels] = picture as [number, number, number]
  const units = shape[1] as number
  return { shape, make: async () => permuted(await make(), [channels, height, width, units], [1, 2, 0, 3]) }
}

function dense(reader: GraphReader, node: OnnxNode, kernel: MadeWeight, bias: MadeWeight | undefined): void {
  const x = reader.vector(node)
  const weights = new Map([
    ['kernel', x.picture ? inOurOrder(kernel, x.picture) : kernel],
    ...(bias ? [['bias', bias] as const] : []),
  ])
  const config = { units: kernel.shape[1], bias: bias !== undefined }
  const id = reader.add(layerName(node, reader.floats(node, 1).name), 'dense', [x.id], config, weights)
  reader.set(node.output[0] as string, { kind: 'vector', id })
}

const gemm: NodeReader = (reader, node, attributes) => {
  attributes.expect('transA', 0)
  if (attributes.float('alpha', 1) !== 1 || attributes.float('beta', 1) !== 1)
    throw onnxFault('setting', `has ${nodeText(node)} with alpha or beta`)
  const given = reader.floats(node, 1)
  if (given.dims.length !== 2)
    throw onnxFault('setting', `has ${nodeText(node)} with weights [${given.dims.join(', ')}]`)
  const [a, b] = given.dims as [number, number]
  const isTransposed = attributes.int('transB', 0) === 1
  const kernel = isTransposed
    ? { shape: [b, a], make: async () => permuted(given.make(), [a, b], [1, 0]) }
    : asItIs(given)
  const units = kernel.shape[1] as number
  const bias = reader.has(node, 2) ? reader.floats(node, 2) : undefined
  if (bias && elementCount(bias.dims) !== units)
    throw onnxFault('setting', `has ${nodeText(node)} with ${elementCount(bias.dims)} biases for ${units} units`)
  dense(reader, node, kernel, bias && asItIs(bias, [units]))
}

const matMul: NodeReader = (reader, node) => {
  if (pooledByMatrix(reader, node)) return
  const kernel = reader.floats(node, 1)
  if (kernel.dims.length !== 2)
    throw onnxFault('setting', `has ${nodeText(node)} with weights [${kernel.dims.join(', ')}]`)
  dense(reader, node, asItIs(kernel), undefined)
}

/** [batch, c, h, w] before, then after. */
function padsOf(reader: GraphReader, node: OnnxNode, attributes: Attributes): number[] {
  const pads = reader.ints(node, 1) ?? attributes.ints('pads') ?? []
  if (reader.has(node, 3)) throw onnxFault('setting', `has ${nodeText(node)} with axes`)
  if (pads.length !== 8 || pads.some((pixels) => pixels < 0) || pads[0] !== 0 || pads[4] !== 0)
    throw onnxFault('setting', `has ${nodeText(node)} with pads [${pads.join(', ')}]`)
  return [...pads]
}

/** A mirrored or repeated border goes with an image filter alone, which is what comes next. */
function border(reader: GraphReader, node: OnnxNode, attributes: Attributes, mode: 'reflect' | 'edge'): void {
  const x = reader.channelsFirst(node)
  const [, before, top, left, , after, bottom, right] = padsOf(reader, node, attributes)
  if (before !== 0 || after !== 0) throw onnxFault('setting', `has ${nodeText(node)} over channels`)
  const edges = mode === 'edge' ? 'repeat' : 'mirror'
  reader.set(node.output[0] as string, {
    kind: 'bordered',
    id: x.id,
    edges,
    pads: [top, left, bottom, right] as number[],
  })
}

const pad: NodeReader = (reader, node, attributes) => {
  const mode = attributes.text('mode', 'constant')
  if (mode === 'reflect' || mode === 'edge') return border(reader, node, attributes, mode)
  const fill = reader.has(node, 2) ? reader.floats(node, 2).make()[0] : attributes.float('value', 0)
  if (mode !== 'constant' || fill !== 0)
    throw onnxFault('setting', `has ${nodeText(node)} with ${mode === 'constant' ? `value ${fill}` : `mode ${mode}`}`)
  const x = reader.picture(node)
  const pads = padsOf(reader, node, attributes)
  const [, a0, b0, c0, , a1, b1, c1] = pads as [number, number, number, number, number, number, number, number]
  const [channels, rows, columns] =
    x.layout === 'nchw'
      ? [
          [a0, a1],
          [b0, b1],
          [c0, c1],
        ]
      : [
          [c0, c1],
          [a0, a1],
          [b0, b1],
        ]
  const output = node.output[0] as string
  const before = reader.layer(x.id)
  const isShortcut =
    before.spec.type === 'option-a-shortcut' &&
    before.spec.config.filters === reader.shapeOf(before.spec.inputs[0] as string)[2]
  const onlyBehind = channels?.[0] === 0 && [...(rows ?? []), ...(columns ?? [])].every((pixels) => pixels === 0)
  if (isShortcut && onlyBehind && reader.isAlone(node, 0, x)) {
    reader.change(x.id, { filters: (before.spec.config.filters as number) + (channels?.[1] ?? 0) })
    return reader.set(output, x)
  }
  const id = reader.add(layerName(node), 'zero-pad', [x.id], { padding: [rows, columns], channels })
  reader.set(output, { ...x, id, isShared: false })
}

/** Every so-manieth pixel from the first on: the shortcut without weights. */
const slice: NodeReader = (reader, node, attributes) => {
  const x = reader.picture(node)
  const shape = reader.shapeOf(x.id)
  const starts = reader.ints(node, 1) ?? attributes.ints('starts') ?? []
  const ends = reader.ints(node, 2) ?? attributes.ints('ends') ?? []
  const axes = reader.ints(node, 3) ?? attributes.ints('axes') ?? starts.map((_, k) => k)
  const steps = reader.ints(node, 4) ?? starts.map(() => 1)
  const ours = x.layout === 'nchw' ? [undefined, 2, 0, 1] : [undefined, 0, 1, 2]
  const stride: [number, number] = [1, 1]
  for (const [k, given] of axes.entries()) {
    const axis = ours[given < 0 ? given + 4 : given]
    const size = axis === undefined ? Number.POSITIVE_INFINITY : (shape[axis] as number)
    const step = steps[k] as number
    const whole = starts[k] === 0 && ((ends[k] as number) >= size || axis === undefined)
    if (!whole || step < 1 || ((axis === undefined || axis === 2) && step !== 1))
      throw onnxFault('setting', `has ${nodeText(node)}, which cuts a picture`)
    if (axis === 0 || axis === 1) stride[axis] = step
  }
  if (stride.every((step) => step === 1)) return reader.alias(node, x)
  const id = reader.add(layerName(node), 'option-a-shortcut', [x.id], { filters: shape[2], stride })
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

const resize: NodeReader = (reader, node, attributes) => {
  const x = reader.channelsFirst(node)
  const [height, width] = reader.shapeOf(x.id) as [number, number, number]
  const scales = reader.has(node, 2) ? [...reader.floats(node, 2).make()] : []
  const sizes = reader.ints(node, 3)
  const factor = sizes
    ? [(sizes[2] as number) / height, (sizes[3] as number) / width]
    : [scales[2] as number, scales[3] as number]
  const mode = attributes.text('mode', 'nearest')
  const where = attributes.text('coordinate_transformation_mode', 'half_pixel')
  const rounding = attributes.text('nearest_mode', 'round_prefer_floor')
  const nearest =
    mode === 'nearest' &&
    ((where === 'asymmetric' && rounding === 'floor') || (where === 'half_pixel' && rounding.startsWith('round')))
  const bilinear =
    mode === 'linear' && (where === 'half_pixel' || (where === 'pytorch_half_pixel' && height * width > 1))
  const isWhole = factor.every((times) => Number.isInteger(times) && times >= 1)
  if (!isWhole || (scales.length > 0 && (scales[0] !== 1 || scales[1] !== 1)) || (!nearest && !bilinear))
    throw onnxFault('setting', `has ${nodeText(node)}: ${mode}, ${where}, by ${factor.join(' and ')}`)
  const config = { factor, method: nearest ? 'nearest' : 'bilinear' }
  reader.set(node.output[0] as string, {
    ...x,
    id: reader.add(layerName(node), 'upsampling', [x.id], config),
    isShared: false,
  })
}

const same: NodeReader = (reader, node) => {
  const before = reader.value(node.input[0] as string, node)
  if (before.kind === 'picture' || before.kind === 'vector') reader.alias(node, before)
  else reader.set(node.output[0] as string, before)
}

export const shapeOps: Record<string, NodeReader> = {
  Flatten: flatten,
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Gemm: gemm,
  MatMul: matMul,
  Pad: pad,
  Slice: slice,
  Resize: resize,
  Identity: same,
  Cast: same,
}
