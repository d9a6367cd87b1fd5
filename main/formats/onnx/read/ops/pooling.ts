import { meanOfBins } from '../../../../../shared/layers/adaptive-avg-pool/bins'
import type { OnnxNode } from '../../decodeOnnx'
import { onnxFault } from '../../fault'
import type { Attributes } from '../attributes'
import { type GraphReader, nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import { paddingOf } from './convolution'

function pool(reader: GraphReader, node: OnnxNode, attributes: Attributes, type: 'max-pool' | 'avg-pool') {
  const x = reader.channelsFirst(node)
  const size = attributes.pair('kernel_shape', [1, 1])
  const stride = attributes.pair('strides', [1, 1])
  const dilation = attributes.pair('dilations', [1, 1])
  if (dilation.some((step) => step !== 1)) throw onnxFault('setting', `has ${nodeText(node)} with dilations`)
  const config = {
    size,
    stride,
    padding: paddingOf(node, attributes, reader.shapeOf(x.id), { kernel: size, stride, dilation }),
    ceil: attributes.int('ceil_mode', 0) === 1,
    ...(type === 'avg-pool' && { countBorder: attributes.int('count_include_pad', 0) === 1 }),
  }
  reader.set(node.output[0] as string, { ...x, id: reader.add(layerName(node), type, [x.id], config), isShared: false })
}

function globalPool(reader: GraphReader, node: OnnxNode, type: 'global-avg-pool' | 'global-max-pool') {
  const x = reader.channelsFirst(node)
  const id = reader.add(layerName(node), type, [x.id])
  reader.set(node.output[0] as string, { kind: 'vector', id, isSpatial: true })
}

/** A mean or maximum over height and width. */
function reduced(
  reader: GraphReader,
  node: OnnxNode,
  attributes: Attributes,
  type: 'global-avg-pool' | 'global-max-pool',
) {
  const x = reader.picture(node)
  const axes = [...(reader.ints(node, 1) ?? attributes.ints('axes') ?? [])].map((axis) => (axis < 0 ? axis + 4 : axis))
  const wanted = x.layout === 'nchw' ? '2,3' : '1,2'
  const keeps = attributes.int('keepdims', 1) === 1
  if (axes.sort().join() !== wanted || (keeps && x.layout === 'nhwc'))
    throw onnxFault('setting', `has ${nodeText(node)} over other axes than height and width`)
  const id = reader.add(layerName(node), type, [x.id])
  reader.set(node.output[0] as string, { kind: 'vector', id, isSpatial: keeps })
}

/**
 * A picture between two matrices: rows joined, then columns. Where they are the means of bins it is an adaptive pool, as
 * we write it; anything else is refused.
 */
export function pooledByMatrix(reader: GraphReader, node: OnnxNode): boolean {
  const [a, b] = [reader.constant(node, 0), reader.constant(node, 1)]
  if (a?.kind === 'floats') {
    const x = reader.channelsFirst(node, 1)
    const [height] = reader.shapeOf(x.id) as [number, number, number]
    const [rows = 0] = a.dims
    const isMean = a.dims.length === 2 && a.dims[1] === height && isClose(a.make(), meanOfBins(height, rows).flat())
    if (!isMean) throw onnxFault('setting', `has ${nodeText(node)}, which multiplies a picture by a matrix`)
    reader.set(node.output[0] as string, { kind: 'half-pooled', id: x.id, rows })
    return true
  }
  const half = reader.value(node.input[0] as string, node)
  if (half.kind !== 'half-pooled' || b?.kind !== 'floats') return false
  const [, width] = reader.shapeOf(half.id) as [number, number, number]
  const [, columns = 0] = b.dims
  const lines = meanOfBins(width, columns)
  const wanted = Array.from(
    { length: width * columns },
    (_, k) => lines[k % columns]?.[Math.floor(k / columns)] as number,
  )
  if (b.dims.length !== 2 || b.dims[0] !== width || !isClose(b.make(), wanted))
    throw onnxFault('setting', `has ${nodeText(node)}, which multiplies a picture by a matrix`)
  const id = reader.add(layerName(node), 'adaptive-avg-pool', [half.id], { size: [half.rows, columns] })
  reader.set(node.output[0] as string, { kind: 'picture', id, layout: 'nchw' })
  return true
}

const isClose = (values: Float32Array, wanted: readonly number[]) =>
  values.length === wanted.length && wanted.every((value, k) => Math.abs(value - (values[k] as number)) < 1e-6)

export const poolingOps: Record<string, NodeReader> = {
  MaxPool: (reader, node, attributes) => pool(reader, node, attributes, 'max-pool'),
  AveragePool: (reader, node, attributes) => pool(reader, node, attributes, 'avg-pool'),
  GlobalAveragePool: (reader, node) => globalPool(reader, node, 'global-avg-pool'),
  GlobalMaxPool: (reader, node) => globalPool(reader, node, 'global-max-pool'),
  ReduceMean: (reader, node, attributes) => reduced(reader, node, attributes, 'global-avg-pool'),
  ReduceMax: (reader, node, attributes) => reduced(reader, node, attributes, 'global-max-pool'),
}
