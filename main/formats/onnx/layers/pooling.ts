import type { LineMap } from '../../../../shared/graph/ops/mapLines'
import type { Shape } from '../../../../shared/graph/shape'
import { meanOfBins } from '../../../../shared/layers/adaptive-avg-pool/bins'
import { windowsOver } from '../../../../shared/layers/padding'
import { poolSliding } from '../../../../shared/layers/pooling'
import type { ExportLayerOf } from '../../exportModel'
import type { LayerWriting } from '../onnxGraph'
import { padsOf } from './convolution'

/** Windows that are rounded up are padded up to, so that no runtime's idea of `ceil_mode` counts. */
export function writeMaxPool({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'max-pool'>>): string {
  const sliding = poolSliding(layer.config)
  const attributes = {
    kernel_shape: { ints: sliding.kernel },
    strides: { ints: sliding.stride },
    pads: { ints: padsOf(layer.inputShapes[0] as Shape, sliding) },
  }
  return graph.node('MaxPool', inputs, attributes, layer.id)
}

/** What hangs over is never counted; the padding is where `countBorder` says so, and then it becomes pixels that are 0. */
export function writeAvgPool({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'avg-pool'>>): string {
  const sliding = poolSliding(layer.config)
  const picture = layer.inputShapes[0] as Shape
  const [rows, columns] = windowsOver(picture, sliding)
  const hangs = rows.overhang + columns.overhang > 0
  const window = { kernel_shape: { ints: sliding.kernel }, strides: { ints: sliding.stride } }
  if (!layer.config.countBorder || !hangs) {
    const counts = layer.config.countBorder ? { count_include_pad: { int: 1 } } : {}
    const attributes = { ...window, pads: { ints: padsOf(picture, sliding) }, ...counts }
    return graph.node('AveragePool', inputs, attributes, layer.id)
  }
  const around = [0, 0, rows.before, columns.before, 0, 0, rows.after, columns.after]
  const x = graph.node('Pad', [...inputs, graph.ints(`${layer.id}/pads`, around)], {}, `${layer.id}/pad`)
  const attributes = { ...window, pads: { ints: [0, 0, rows.overhang, columns.overhang] } }
  return graph.node('AveragePool', [x], attributes, layer.id)
}

export function writeGlobalPool({
  graph,
  layer,
  inputs,
}: LayerWriting<ExportLayerOf<'global-avg-pool' | 'global-max-pool'>>): string {
  const op = layer.type === 'global-avg-pool' ? 'GlobalAveragePool' : 'GlobalMaxPool'
  const pooled = graph.node(op, inputs, {}, layer.id, `${layer.id}/pooled`)
  return graph.node('Flatten', [pooled], { axis: { int: 1 } }, `${layer.id}/flatten`, `${layer.id}/out`)
}

/** Where the parts are equal an average pool, else a matrix product along each axis. */
export function writeAdaptiveAvgPool({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'adaptive-avg-pool'>>) {
  const [height, width] = layer.inputShapes[0] as [number, number]
  const [rows, columns] = layer.config.size
  const part = [height / rows, width / columns]
  if (part[0] === 1 && part[1] === 1) return inputs[0] as string
  if (part.every(Number.isInteger))
    return graph.node('AveragePool', inputs, { kernel_shape: { ints: part }, strides: { ints: part } }, layer.id)
  const matrix = (name: string, lines: LineMap, from: number, transposed: boolean) => {
    const [a, b] = transposed ? [from, lines.length] : [lines.length, from]
    const values = Array.from({ length: a * b }, (_, k) => {
      const [i, j] = [Math.floor(k / b), k % b]
      return (transposed ? lines[j]?.[i] : lines[i]?.[j]) as number
    })
    return graph.floats(`${layer.id}/${name}`, values, [a, b])
  }
  const down = matrix('rows', meanOfBins(height, rows), height, false)
  const across = matrix('columns', meanOfBins(width, columns), width, true)
  const x = graph.node('MatMul', [down, ...inputs], {}, `${layer.id}/down`)
  return graph.node('MatMul', [x, across], {}, layer.id)
}
