import type { Shape } from '../../../../shared/graph/shape'
import { extents } from '../../../../shared/layers/conv2d-transpose/size'
import { filterKernel } from '../../../../shared/layers/image-filter/schema'
import { type Sliding, windowsOver } from '../../../../shared/layers/padding'
import type { Windows } from '../../../../shared/layers/windows'
import type { ExportLayerOf } from '../../exportModel'
import { permuted } from '../../permuted'
import type { Attribute, LayerWriting } from '../onnxGraph'

/** [top, left, bottom, right] of what is padded, with what windows that were rounded up need beyond it. */
export function padsOf(picture: Shape, sliding: Sliding): number[] {
  const [rows, columns] = windowsOver(picture, sliding)
  const after = ({ after, overhang }: Windows) => after + overhang
  return [rows.before, columns.before, after(rows), after(columns)]
}

function windowAttributes(picture: Shape, sliding: Sliding, group: number): Record<string, Attribute> {
  return {
    kernel_shape: { ints: sliding.kernel },
    strides: { ints: sliding.stride },
    dilations: { ints: sliding.dilation },
    pads: { ints: padsOf(picture, sliding) },
    group: { int: group },
  }
}

const biasOf = ({ graph, layer }: LayerWriting) => (layer.weights.includes('bias') ? [graph.weight(layer, 'bias')] : [])

export function writeConv2d(writing: LayerWriting<ExportLayerOf<'conv2d'>>): string {
  const { graph, layer, inputs } = writing
  const { config, inputShapes, shape } = layer
  const picture = inputShapes[0] as Shape
  const hwio = [...config.kernel, (picture[2] as number) / config.groups, shape[2] as number]
  const kernel = graph.weight(layer, 'kernel', {
    dims: [hwio[3], hwio[2], hwio[0], hwio[1]] as Shape,
    from: (values) => permuted(values, hwio, [3, 2, 0, 1]),
  })
  const attributes = windowAttributes(picture, config, config.groups)
  return graph.node('Conv', [...inputs, kernel, ...biasOf(writing)], attributes, layer.id)
}

/** A group a channel; our [h, w, c, multiplier] is [c * multiplier, 1, h, w]. */
function depthwiseKernel({ graph, layer }: LayerWriting, name: string, hwcm: Shape): string {
  const [height, width, channels, multiplier] = hwcm as [number, number, number, number]
  return graph.weight(layer, name, {
    dims: [channels * multiplier, 1, height, width],
    from: (values) => permuted(values, hwcm, [2, 3, 0, 1]),
  })
}

export function writeDepthwiseConv2d(writing: LayerWriting<ExportLayerOf<'depthwise-conv2d'>>): string {
  const { graph, layer, inputs } = writing
  const { config, inputShapes } = layer
  const picture = inputShapes[0] as Shape
  const channels = picture[2] as number
  const kernel = depthwiseKernel(writing, 'kernel', [...config.kernel, channels, config.multiplier])
  const attributes = windowAttributes(picture, config, channels)
  return graph.node('Conv', [...inputs, kernel, ...biasOf(writing)], attributes, layer.id)
}

export function writeSeparableConv2d(writing: LayerWriting<ExportLayerOf<'separable-conv2d'>>): string {
  const { graph, layer, inputs } = writing
  const { config, inputShapes, shape } = layer
  const picture = inputShapes[0] as Shape
  const channels = picture[2] as number
  const between = channels * config.multiplier
  const filters = shape[2] as number
  const deep = depthwiseKernel(writing, 'depthwise-kernel', [...config.kernel, channels, config.multiplier])
  const attributes = windowAttributes(picture, config, channels)
  const x = graph.node('Conv', [...inputs, deep], attributes, `${layer.id}/depthwise`)
  const pointwise = graph.weight(layer, 'pointwise-kernel', {
    dims: [filters, between, 1, 1],
    from: (values) => permuted(values, [between, filters], [1, 0]),
  })
  return graph.node('Conv', [x, pointwise, ...biasOf(writing)], { kernel_shape: { ints: [1, 1] } }, layer.id)
}

export function writeConv2dTranspose(writing: LayerWriting<ExportLayerOf<'conv2d-transpose'>>): string {
  const { graph, layer, inputs } = writing
  const { config, inputShapes } = layer
  const picture = inputShapes[0] as Shape
  const channels = picture[2] as number
  const kernel = graph.weight(layer, 'kernel', {
    dims: [channels, config.filters, ...config.kernel],
    from: (values) => permuted(values, [...config.kernel, config.filters, channels], [3, 2, 0, 1]),
  })
  const both = extents(config, picture)
  // What is not covered is put behind, what is covered too much is cut away: ONNX calls these output_padding and pads.
  const missing = both.map(({ size, covered, before }, axis) => {
    const extra = config.outputPadding[axis] as number
    return Math.max(0, size + before - (covered - extra))
  })
  const cut = both.map(({ size, covered, before }, axis) => {
    const extra = config.outputPadding[axis] as number
    return covered - extra + (missing[axis] as number) - before - size
  })
  const attributes: Record<string, Attribute> = {
    kernel_shape: { ints: config.kernel },
    strides: { ints: config.stride },
    output_padding: { ints: missing },
    pads: { ints: [both[0].before, both[1].before, ...cut] },
  }
  return graph.node('ConvTranspose', [...inputs, kernel, ...biasOf(writing)], attributes, layer.id)
}

export function writeImageFilter({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'image-filter'>>): string {
  const { config, inputShapes } = layer
  const channels = (inputShapes[0] as Shape)[2] as number
  const taps = filterKernel(config)
  const [height, width] = [taps.length, taps[0]?.length ?? 0]
  const everyChannel = Array.from({ length: channels }, () => taps.flat()).flat()
  const kernel = graph.floats(`${layer.id}/filter`, everyChannel, [channels, 1, height, width])
  const before = [Math.floor((height - 1) / 2), Math.floor((width - 1) / 2)]
  const after = [Math.ceil((height - 1) / 2), Math.ceil((width - 1) / 2)]
  const { edges } = config
  let [x] = inputs as [string]
  if (edges === 'mirror' || edges === 'repeat') {
    const pads = graph.ints(`${layer.id}/pads`, [0, 0, ...before, 0, 0, ...after])
    const mode = { mode: { text: edges === 'mirror' ? 'reflect' : 'edge' } }
    x = graph.node('Pad', [x, pads], mode, `${layer.id}/pad`)
  }
  const attributes: Record<string, Attribute> = {
    kernel_shape: { ints: [height, width] },
    group: { int: channels },
    ...(edges === 'zero' && { pads: { ints: [...before, ...after] } }),
  }
  return graph.node('Conv', [x, kernel], attributes, layer.id)
}
