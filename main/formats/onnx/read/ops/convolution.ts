import type { Shape } from '../../../../../shared/graph/shape'
import { windowsOver } from '../../../../../shared/layers/padding'
import { permuted } from '../../../permuted'
import type { MadeWeight } from '../../../weightSource'
import type { FloatConstant } from '../../constants'
import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import type { Attributes } from '../attributes'
import { type GraphReader, nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import type { BorderedValue } from '../value'

/** An array of the file as one of ours: its axes in another order, then perhaps in another shape. */
export function madeOf({ dims, make }: FloatConstant, axes: readonly number[], shape?: Shape): MadeWeight {
  const permutedShape = axes.map((axis) => dims[axis] as number)
  return { shape: shape ?? permutedShape, make: async () => permuted(make(), dims, axes) }
}

/** The same values in the same order. */
export const asItIs = ({ dims, make }: FloatConstant, shape: Shape = dims): MadeWeight => ({
  shape,
  make: async () => make(),
})

type Sides = readonly [readonly [number, number], readonly [number, number]]

/** How a window is padded: from `pads` [top, left, bottom, right] or by `auto_pad`. */
export function paddingOf(
  node: OnnxNode,
  attributes: Attributes,
  picture: Shape,
  window: { kernel: [number, number]; stride: [number, number]; dilation: [number, number] },
): 'same' | 'valid' | Sides {
  const auto = attributes.text('auto_pad', 'NOTSET')
  if (auto === 'VALID') return 'valid'
  if (auto === 'SAME_UPPER') return 'same'
  if (auto === 'SAME_LOWER') {
    // The odd pixel in front.
    const [rows, columns] = windowsOver(picture, { ...window, padding: 'same' })
    return [
      [rows.after, rows.before],
      [columns.after, columns.before],
    ]
  }
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.ints('pads') ?? []
  for (const pixels of [top, left, bottom, right])
    if (pixels < 0) throw onnxFault('setting', `has ${nodeText(node)} with negative pads`)
  return top + left + bottom + right === 0
    ? 'valid'
    : [
        [top, bottom],
        [left, right],
      ]
}

function kernelOf(reader: GraphReader, node: OnnxNode): FloatConstant {
  const kernel = reader.floats(node, 1)
  if (kernel.dims.length !== 4) throw onnxFault('setting', `has ${nodeText(node)} over other things than pictures`)
  return kernel
}

function biasOf(reader: GraphReader, node: OnnxNode): [string, MadeWeight][] {
  return reader.has(node, 2) ? [['bias', asItIs(reader.floats(node, 2))]] : []
}

/** A bordered picture and one kernel for every channel, the window in its middle: an image filter. */
function filter(reader: GraphReader, node: OnnxNode, attributes: Attributes, { id, edges, pads }: BorderedValue): void {
  const kernel = kernelOf(reader, node)
  const [count, perGroup, kh, kw] = kernel.dims as [number, number, number, number]
  const channels = reader.shapeOf(id)[2] as number
  const taps = kernel.make()
  const wanted = [(kh - 1) / 2, (kw - 1) / 2].map(Math.floor).concat([(kh - 1) / 2, (kw - 1) / 2].map(Math.ceil))
  const isFilter =
    attributes.int('group', 1) === channels &&
    count === channels &&
    perGroup === 1 &&
    taps.every((tap, k) => tap === taps[k % (kh * kw)]) &&
    wanted.join() === pads.join() &&
    !reader.has(node, 2) &&
    [...attributes.pair('strides', [1, 1]), ...attributes.pair('dilations', [1, 1])].every((step) => step === 1) &&
    (attributes.ints('pads') ?? []).every((pixels) => pixels === 0)
  if (!isFilter) throw onnxFault('setting', `has ${nodeText(node)} over a picture whose border is repeated or mirrored`)
  const numbers = Array.from({ length: kh }, (_, row) => [...taps.subarray(row * kw, (row + 1) * kw)])
  const made = reader.add(layerName(node), 'image-filter', [id], { filter: 'numbers', numbers, edges })
  reader.set(node.output[0] as string, { kind: 'picture', id: made, layout: 'nchw' })
}

const conv: NodeReader = (reader, node, attributes) => {
  const bordered = reader.value(node.input[0] as string, node)
  if (bordered.kind === 'bordered') return filter(reader, node, attributes, bordered)
  const x = reader.channelsFirst(node)
  const kernel = kernelOf(reader, node)
  const [filters, perGroup, kh, kw] = kernel.dims as [number, number, number, number]
  const picture = reader.shapeOf(x.id)
  const channels = picture[2] as number
  const groups = attributes.int('group', 1)
  const window = {
    kernel: [kh, kw] as [number, number],
    stride: attributes.pair('strides', [1, 1]),
    dilation: attributes.pair('dilations', [1, 1]),
  }
  const padding = paddingOf(node, attributes, picture, window)
  const bias = biasOf(reader, node)
  const config = { ...window, padding, bias: bias.length > 0 }
  const name = layerName(node, kernel.name)
  const isDepthwise = groups === channels && groups > 1 && perGroup === 1 && filters % channels === 0
  const id = isDepthwise
    ? reader.add(
        name,
        'depthwise-conv2d',
        [x.id],
        { ...config, multiplier: filters / channels },
        // [c * multiplier, 1, h, w] is [c, multiplier, h, w].
        new Map([
          ['kernel', madeOf({ ...kernel, dims: [channels, filters / channels, kh, kw] }, [2, 3, 0, 1])],
          ...bias,
        ]),
      )
    : reader.add(
        name,
        'conv2d',
        [x.id],
        { ...config, filters, groups },
        new Map([['kernel', madeOf(kernel, [2, 3, 1, 0])], ...bias]),
      )
  reader.set(node.output[0] as string, { kind: 'picture', id, layout: 'nchw' })
}

const convTranspose: NodeReader = (reader, node, attributes) => {
  attributes.expect('group', 1)
  const dilations = attributes.pair('dilations', [1, 1])
  const auto = attributes.text('auto_pad', 'NOTSET')
  if (dilations.some((step) => step !== 1) || attributes.has('output_shape') || (auto !== 'NOTSET' && auto !== 'VALID'))
    throw onnxFault('setting', `has ${nodeText(node)} with dilations, output_shape or auto_pad`)
  const x = reader.channelsFirst(node)
  const kernel = kernelOf(reader, node)
  const [, filters, kh, kw] = kernel.dims as [number, number, number, number]
  const stride = attributes.pair('strides', [1, 1])
  const window = { kernel: [kh, kw] as [number, number], stride, dilation: dilations }
  const bias = biasOf(reader, node)
  const id = reader.add(
    layerName(node, kernel.name),
    'conv2d-transpose',
    [x.id],
    {
      filters,
      kernel: [kh, kw],
      stride,
      padding: paddingOf(node, attributes, reader.shapeOf(x.id), window),
      outputPadding: attributes.pair('output_padding', [0, 0]),
      bias: bias.length > 0,
    },
    new Map([['kernel', madeOf(kernel, [2, 3, 1, 0])], ...bias]),
  )
  reader.set(node.output[0] as string, { kind: 'picture', id, layout: 'nchw' })
}

export const convolutionOps = { Conv: conv, ConvTranspose: convTranspose }
