import { elementCount, type Shape } from '../../../../shared/graph/shape'
import type { ExportLayerOf } from '../../exportModel'
import { permuted } from '../../permuted'
import type { LayerWriting } from '../onnxGraph'

/** Values in our order, channels fastest: as they are where the layers behind know, else transposed. */
export function writeFlatten({ graph, layer, inputs, order }: LayerWriting<ExportLayerOf<'flatten'>>): string {
  const [x] = inputs as [string]
  const isPicture = (layer.inputShapes[0] as Shape).length === 3
  const last = isPicture && !order.channelsFirst.has(layer.id) ? graph.transpose(x, 'nhwc', `${layer.id}/nhwc`) : x
  return graph.node('Flatten', [last], { axis: { int: 1 } }, layer.id)
}

export function writeReshape({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'reshape'>>): string {
  const { id, inputShapes, shape } = layer
  const from = inputShapes[0] as Shape
  const x = from.length === 3 ? graph.transpose(inputs[0] as string, 'nhwc', `${id}/nhwc`) : (inputs[0] as string)
  const wanted = graph.ints(`${id}/shape`, [-1, ...shape])
  if (shape.length === 1) return graph.node('Reshape', [x, wanted], {}, id)
  const picture = graph.node('Reshape', [x, wanted], {}, id, `${id}/picture`)
  return graph.node('Transpose', [picture], { perm: { ints: [0, 3, 1, 2] } }, `${id}/nchw`, `${id}/out`)
}

export function writeDense({ graph, layer, inputs, order }: LayerWriting<ExportLayerOf<'dense'>>): string {
  const picture = order.pictures.get(layer.id)
  const dims = [elementCount(layer.inputShapes[0] as Shape), layer.config.units]
  const reorder = (values: Float32Array) => permuted(values, [...(picture as Shape), layer.config.units], [2, 0, 1, 3])
  const kernel = graph.weight(layer, 'kernel', { dims, ...(picture && { from: reorder }) })
  if (!layer.weights.includes('bias')) return graph.node('MatMul', [...inputs, kernel], {}, layer.id)
  return graph.node('Gemm', [...inputs, kernel, graph.weight(layer, 'bias')], {}, layer.id)
}

export function writeZeroPad({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'zero-pad'>>): string {
  const { padding, channels } = layer.config
  const [rows, columns] = padding
  const pads = [0, channels[0], rows[0], columns[0], 0, channels[1], rows[1], columns[1]]
  return graph.node('Pad', [...inputs, graph.ints(`${layer.id}/pads`, pads)], {}, layer.id)
}

/** Pixels are squares whose centres lie at 0.5, 1.5 ...; repeating pixels needs no centres. */
export function writeUpsampling({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'upsampling'>>): string {
  const { factor, method } = layer.config
  if (factor[0] === 1 && factor[1] === 1) return inputs[0] as string
  const scales = graph.floats(`${layer.id}/scales`, [1, 1, ...factor])
  const attributes =
    method === 'nearest'
      ? {
          mode: { text: 'nearest' },
          coordinate_transformation_mode: { text: 'asymmetric' },
          nearest_mode: { text: 'floor' },
        }
      : { mode: { text: 'linear' }, coordinate_transformation_mode: { text: 'half_pixel' } }
  return graph.node('Resize', [...inputs, '', scales], attributes, layer.id)
}

/** Every stride-th pixel and zeros for the new channels. */
export function writeOptionAShortcut({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'option-a-shortcut'>>) {
  const { id, config, inputShapes } = layer
  const [height, width, channels] = inputShapes[0] as [number, number, number]
  let [x] = inputs as [string]
  if (config.stride.some((step) => step !== 1)) {
    const parts = [
      graph.ints(`${id}/starts`, [0, 0]),
      graph.ints(`${id}/ends`, [height, width]),
      graph.ints(`${id}/axes`, [2, 3]),
      graph.ints(`${id}/steps`, [...config.stride]),
    ]
    x = graph.node('Slice', [x, ...parts], {}, `${id}/slice`)
  }
  const added = config.filters - channels
  if (added === 0) return x
  return graph.node('Pad', [x, graph.ints(`${id}/pads`, [0, 0, 0, 0, 0, added, 0, 0])], {}, id)
}

/** Normalization of pixels, and what a dropout that scales in inference leaves. */
export function writeScale({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'scale'>>): string {
  const { id, config, shape } = layer
  const dims = (values: readonly number[]): Shape =>
    values.length === 1 ? [] : shape.length === 3 ? [values.length, 1, 1] : [values.length]
  const by = graph.floats(`${id}/scale`, config.scale, dims(config.scale))
  if (config.offset.every((value) => value === 0)) return graph.node('Mul', [...inputs, by], {}, id)
  const scaled = graph.node('Mul', [...inputs, by], {}, `${id}/mul`)
  return graph.node('Add', [scaled, graph.floats(`${id}/offset`, config.offset, dims(config.offset))], {}, id)
}
