import type { Shape } from '../../../../shared/graph/shape'
import type { ExportLayer, ExportLayerOf } from '../../exportModel'
import { permuted } from '../../permuted'
import type { LayerWriting, OnnxGraph, WeightForm } from '../onnxGraph'

/** A weight that may not be there, and then is one number everywhere. */
function orConstant(graph: OnnxGraph, layer: ExportLayer, name: string, value: 0 | 1, dims: Shape, form?: WeightForm) {
  if (layer.weights.includes(name)) return graph.weight(layer, name, form)
  const count = dims.reduce((product, size) => product * size, 1)
  return graph.floats(`${layer.id}/${name}`, new Float32Array(count).fill(value), dims)
}

export function writeBatchNorm({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'batch-norm'>>): string {
  const dims = [layer.shape.at(-1) as number]
  const parts = [
    orConstant(graph, layer, 'gamma', 1, dims),
    orConstant(graph, layer, 'beta', 0, dims),
    graph.weight(layer, 'moving-mean'),
    graph.weight(layer, 'moving-variance'),
  ]
  return graph.node('BatchNormalization', [...inputs, ...parts], { epsilon: { float: layer.config.epsilon } }, layer.id)
}

/** Over the channels of each pixel it needs them last; over everything it is the same in any order, its weights put in NCHW's. */
export function writeLayerNorm({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'layer-norm'>>): string {
  const { config, shape } = layer
  const isPicture = shape.length === 3
  const over = config.axes === 'all' && isPicture
  const [height, width, channels] = shape as [number, number, number]
  const dims = over ? [channels, height, width] : [shape.at(-1) as number]
  const form = over ? { dims, from: (values: Float32Array) => permuted(values, shape, [2, 0, 1]) } : { dims }
  const parts = [orConstant(graph, layer, 'gamma', 1, dims, form), orConstant(graph, layer, 'beta', 0, dims, form)]
  const attributes = { axis: { int: over ? 1 : -1 }, epsilon: { float: config.epsilon } }
  if (over || !isPicture) return graph.node('LayerNormalization', [...inputs, ...parts], attributes, layer.id)
  const last = graph.transpose(inputs[0] as string, 'nhwc', `${layer.id}/nhwc`)
  const y = graph.node('LayerNormalization', [last, ...parts], attributes, layer.id, `${layer.id}/normal`)
  const perm = { perm: { ints: [0, 3, 1, 2] } }
  return graph.node('Transpose', [y], perm, `${layer.id}/nchw`, `${layer.id}/out`)
}

export function writeGroupNorm({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'group-norm'>>): string {
  const dims = [layer.shape[2] as number]
  const parts = [orConstant(graph, layer, 'gamma', 1, dims), orConstant(graph, layer, 'beta', 0, dims)]
  const { groups, epsilon } = layer.config
  const attributes = { num_groups: { int: groups }, epsilon: { float: epsilon } }
  return graph.node('GroupNormalization', [...inputs, ...parts], attributes, layer.id)
}

/** ONNX divides alpha by the size of the window, as PyTorch does. */
export function writeLocalResponseNorm({
  graph,
  layer,
  inputs,
}: LayerWriting<ExportLayerOf<'local-response-norm'>>): string {
  const { size, alpha, beta, k, convention } = layer.config
  const attributes = {
    size: { int: size },
    alpha: { float: convention === 'pytorch' ? alpha : alpha * size },
    beta: { float: beta },
    bias: { float: k },
  }
  return graph.node('LRN', inputs, attributes, layer.id)
}
